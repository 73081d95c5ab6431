"""What can come out of an attempt to reach somebody."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why an attempt ended as it did. The value is the word that facts and journeys use."""

    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    UNREACHABLE = "unreachable"
    """No phone of theirs is registered."""
    NOT_FOUND = "not-found"
    """The number is nobody's."""
    REFUSED = "refused"
    """The called side pressed the red button, or the provider does not allow the call."""
    NO_LINE = "no-line"
    """The company has no provider line."""
    LINE_DOWN = "line-down"
    """No provider line takes the call at the moment."""
    FAILED = "failed"
    LOOP = "loop"
    """The call was handed on too often; destinations point at each other."""
    ABANDONED = "abandoned"
    """The caller hung up first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an attempt; `reason` is ANSWERED exactly when somebody took the call."""

    reason: Reason

    @property
    def answered(self) -> bool:
        return self.reason is Reason.ANSWERED

    @property
    def over(self) -> bool:
        """Nothing more can be done for the caller: they have talked, or they have gone."""
        return self.reason is Reason.ANSWERED or self.reason is Reason.ABANDONED


ANSWERED = Outcome(Reason.ANSWERED)
ABANDONED = Outcome(Reason.ABANDONED)
