"""What can come out of an attempt to reach somebody."""

from dataclasses import dataclass
from enum import StrEnum

from tenants.calls.sentences import Sentence


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
    DO_NOT_DISTURB = "do-not-disturb"
    CLOSED = "closed"
    """Outside of opening hours, and nothing else is to happen then."""
    BLOCKED = "blocked"
    """The company does not want calls of this caller."""
    ANONYMOUS = "anonymous"
    """The company does not want calls without a number."""
    NOT_PERMITTED = "not-permitted"
    """The permission class does not allow this number."""
    OVER_LIMIT = "over-limit"
    """A limit of the line or the company is reached: calls at once, calls per minute, money per day."""
    FULL = "full"
    """The waiting line, the mailbox or the parking has no place left."""
    NO_AGENTS = "no-agents"
    WRONG_PIN = "wrong-pin"
    DONE = "done"
    """Somebody or something else than a person took the call and it is over: a message was left, a code was obeyed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an attempt; `reason` is ANSWERED exactly when somebody took the call."""

    reason: Reason
    by: str = ""
    """Who took the call, where it is known: a phone's login, or a number outside."""
    talked: float = 0.0
    """Seconds, where it is known."""
    told: Sentence | None = None
    """What a caller hears whose call failed; None: what fits the reason, see `farewell`."""

    @property
    def answered(self) -> bool:
        return self.reason is Reason.ANSWERED

    @property
    def over(self) -> bool:
        """Nothing more can be done for the caller: they have talked, were served, or have gone."""
        return self.reason in _OVER


_OVER = frozenset({Reason.ANSWERED, Reason.ABANDONED, Reason.DONE})

ANSWERED = Outcome(Reason.ANSWERED)
ABANDONED = Outcome(Reason.ABANDONED)
DONE = Outcome(Reason.DONE)
