"""What the fold reads and what it returns: plain values, no database."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wire.facts import Fact


class Direction(StrEnum):
    """Seen from the company."""

    INTERNAL = "internal"
    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Result(StrEnum):
    """How a call ended for the person who called. Values are also what `Decision.result` says on the wire."""

    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    UNREACHABLE = "unreachable"
    NOT_FOUND = "not-found"
    REFUSED = "refused"
    FAILED = "failed"
    ABANDONED = "abandoned"
    """The caller gave up before anybody answered."""


class State(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Person:
    """An employee as known when the fact arrived; kept with the fact so that a rebuild gives the same names."""

    id: str
    name: str


@dataclass(frozen=True)
class Recorded:
    """A fact as it is stored: with the employee whose phone the leg was, when there was one."""

    fact: Fact
    employee: Person | None = None


@dataclass(frozen=True)
class Step:
    """One line of the story. `rule` is a stable word for the page to translate; `text` is a name, number or reason."""

    at: datetime
    object_kind: str
    object_id: str
    rule: str
    version: int
    result: str
    text: str


@dataclass(frozen=True)
class Draft:
    """One conversation. Times are aware; seconds are measured, not rounded to whole ones. `result` None: not over."""

    call: str
    company: str
    state: State
    direction: Direction
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    caller_number: str
    caller_name: str
    caller_employee_id: str | None
    dialled: str
    callee_name: str
    callee_employee_id: str | None
    waiting_seconds: float
    talking_seconds: float
    result: Result | None
    story: tuple[Step, ...]
