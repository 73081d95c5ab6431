"""How the people of a scripted call behave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from tenants.calls.call import Fetched, Waited
from tenants.calls.memory import Forgetful, Memory
from tenants.calls.outcome import Reason

PIN: Final = "pin:"
"""A press that stands for a PIN nobody has written down: `pin:01` fitted the second PIN that it was compared with."""


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
        return _REASONS[self]


_REASONS: Final = {each: Reason(each.value) for each in Answer if each.value in set(Reason)} | {
    Answer.ANSWERS: Reason.ANSWERED,
    Answer.VOICEMAIL: Reason.ANSWERED,
}


@dataclass(frozen=True, slots=True)
class Side:
    """What a called side does, and after how many seconds of ringing."""

    answer: Answer = Answer.ANSWERS
    after: float = 0.0
    talks: float = 60.0
    """Seconds, when it answers."""


AT_ONCE: Final = Side()
Behaviour = Answer | Side | Sequence[Answer | Side]
"""Several: what the side does the first time, the second time, …; the last one again and again."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What a real call once learned from the world around it, by `Script.learned`; see `tenants.witness`."""

    answer: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Script:
    """`answers`: by short number, login, number outside, line id, or `line id/number outside`; whoever is not mentioned
    answers at once.

    `presses`: what the caller types, one entry for each time they are asked; "" or nothing left: they stay silent. What
    is more than was asked for answers the next question, as digits do that come faster than they are read.
    `hang_up_at`: the caller hangs up at this step, from 1 (each thing that takes time is a step); 0: never.
    `hang_up_after`: the caller hangs up so many seconds after they dialled, unless they talk by then; 0: never.
    """

    answers: Mapping[str, Behaviour] = field(default_factory=dict)
    presses: Sequence[str] = ()
    hang_up_at: int = 0
    hang_up_after: float = 0.0
    now: datetime = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    """A Monday at noon, UTC."""
    memory: Memory = field(default_factory=Forgetful)
    busy: frozenset[str] = frozenset()
    """Short numbers of employees who are in a call."""
    unregistered: frozenset[str] = frozenset()
    """Short numbers of employees without a registered phone."""
    waits: Mapping[str, Waited | Sequence[Waited]] = field(default_factory=dict)
    """How the wait in a waiting line ends, by its id, or each wait in turn; not mentioned: an agent answers."""
    services: Mapping[str, Fetched | Sequence[Fetched]] = field(default_factory=dict)
    """What web services answer, by URL, or each time in turn; not mentioned: they do not answer."""
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
    learned: Mapping[str, Sequence[Learned]] = field(default_factory=dict)
    """Of a real call: what it learned, each time in turn, by `what about-whom`. Goes before everything above."""
    recorded: bool = False
    """Whether the call is recorded already: it was transferred here."""
    seed: int = 0
    """Of random orders."""
