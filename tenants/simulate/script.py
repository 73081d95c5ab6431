"""How the people of a scripted call behave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from tenants.calls.call import Fetched, Waited
from tenants.calls.memory import Forgetful, Memory
from tenants.calls.outcome import Reason


class Answer(StrEnum):
    """What a called side does."""

    ANSWERS = "answers"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    UNREACHABLE = "unreachable"
    REFUSES = "refused"
    LINE_DOWN = "line-down"
    CALLER_HANGS_UP = "abandoned"
    NOT_FOUND = "not-found"
    VOICEMAIL = "voicemail"
    """Answers, and never presses 1 when asked to."""

    @property
    def reason(self) -> Reason:
        return Reason.ANSWERED if self in {Answer.ANSWERS, Answer.VOICEMAIL} else Reason(self.value)


@dataclass(frozen=True, slots=True)
class Side:
    """What a called side does, and after how many seconds of ringing."""

    answer: Answer = Answer.ANSWERS
    after: float = 0.0
    talks: float = 60.0
    """Seconds, when it answers."""


@dataclass(frozen=True)
class Script:
    """`answers`: by short number, login, number outside or line id; whoever is not mentioned answers at once.

    `presses`: what the caller types, one entry for each time they are asked; "" or nothing left: they stay silent. What
    is more than was asked for answers the next question, as digits do that come faster than they are read.
    `hang_up_at`: the caller hangs up at this step, from 1 (each thing that takes time is a step); 0: never.
    """

    answers: Mapping[str, Answer | Side] = field(default_factory=dict)
    presses: Sequence[str] = ()
    hang_up_at: int = 0
    now: datetime = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    """A Monday at noon, UTC."""
    memory: Memory = field(default_factory=Forgetful)
    busy: frozenset[str] = frozenset()
    """Short numbers of employees who are in a call."""
    unregistered: frozenset[str] = frozenset()
    """Short numbers of employees without a registered phone."""
    waits: Mapping[str, Waited | Sequence[Waited]] = field(default_factory=dict)
    """How the wait in a waiting line ends, by its id, or each wait in turn; not mentioned: an agent answers."""
    services: Mapping[str, Fetched] = field(default_factory=dict)
    """What web services answer, by URL; not mentioned: they do not answer."""
    parked: Mapping[str, str] = field(default_factory=dict)
    """Who is parked, by slot."""
    calls_over: Mapping[str, int] = field(default_factory=dict)
    """Calls in progress, by line id."""
    disk_full: bool = False
    """Whether there is no room for recordings."""
    shared_lines_full: frozenset[str] = frozenset()
    """Lines of the platform that carry as many calls of all companies as they may, by id."""
    lines_down: frozenset[str] = frozenset()
    """Lines that are known not to work, by id."""
    outside_calls: int = 0
    message_seconds: float = 8.0
    """How long a caller speaks when they are recorded; 0: they say nothing."""
    seed: int = 0
    """Of random orders."""

    def side(self, *names: str) -> Side:
        """What the first of `names` that the script mentions does."""
        for name in names:
            if name in self.answers:
                found = self.answers[name]
                return found if isinstance(found, Side) else Side(found)
        return Side()
