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
    DO_NOT_DISTURB = "do-not-disturb"
    CLOSED = "closed"
    BLOCKED = "blocked"
    """The company does not want calls of this caller, or none without a number."""
    NOT_PERMITTED = "not-permitted"
    """The caller may not call this number, or did not know the PIN."""
    OVER_LIMIT = "over-limit"
    FULL = "full"
    """The waiting line, the mailbox or the parking had no place."""
    NO_AGENTS = "no-agents"
    MESSAGE = "message"
    """The caller left a message in a mailbox, or sent a fax."""
    CALLBACK = "callback"
    """The caller keeps their place and is called back."""
    SERVED = "served"
    """The node itself did what the caller wanted: a code was obeyed, a message was listened to."""


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
class Participant:
    """Somebody other than the caller who took part: an employee, or somebody outside (`employee_id` None)."""

    employee_id: str | None
    name: str
    number: str
    """Empty for an employee."""
    rang: bool
    """Their phone rang; False: they came into the call by themselves, for example by picking it up."""
    answered_at: datetime | None
    talking_seconds: float


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
    """One conversation. Times are aware; seconds are measured, not rounded to whole ones. `result` None: not over.

    `callee_…` is who talked with the caller last; `participants` are all, in the order in which they came.
    """

    call: str
    calls: tuple[str, ...]
    """All calls that became this conversation by transfers, pickups and parking; `call` is the oldest."""
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
    label: str
    """What the company calls such calls; of several the last. Empty: none."""
    participants: tuple[Participant, ...]
    story: tuple[Step, ...]
