"""What is done besides a call and outlives it: calls made later, mails, labels."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WakeUp:
    """Ring an employee at a time and say that it is this time; a new one replaces the old one, `at` None: no more."""

    employee: str
    at: datetime | None
    tries: int = 0
    """How often the person has been rung for it and did not answer."""


@dataclass(frozen=True, slots=True)
class CallWhenFree:
    """Call `employee` and then connect them to `wanted` as soon as both are free; given up after an hour."""

    employee: str
    wanted: str


@dataclass(frozen=True, slots=True)
class LineCallback:
    """Keep a caller's place in a waiting line; when it is their turn, call `number` and connect the agent."""

    line: str
    number: str
    position: int
    name: str = ""
    tries: int = 0
    """How often the number has been called and nobody answered."""
    not_before: datetime | None = None
    """When the place is taken up again; None: it has never been left."""


@dataclass(frozen=True, slots=True)
class MessageLeft:
    """A message in a mailbox: it is uploaded, mailed when the mailbox wants that, and lights the owners' lamps."""

    mailbox: str
    message: str
    """Its id in the mailbox's MESSAGES."""
    file: str
    seconds: float
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class MessageGone:
    """A message was deleted by phone, or (`heard`) listened to: the portal and the lamps follow."""

    mailbox: str
    message: str
    heard: bool = False


@dataclass(frozen=True, slots=True)
class GreetingRecorded:
    """A greeting was recorded by phone: it is uploaded and becomes the object's greeting in the next version."""

    kind: str
    object_id: str
    file: str
    seconds: float


@dataclass(frozen=True, slots=True)
class FaxReceived:
    fax: str
    file: str
    number: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label for the call's journey."""

    text: str


@dataclass(frozen=True, slots=True)
class AgentState:
    """An agent logged in to or out of lines, paused or came back: the node's queues follow."""

    employee: str
    lines: tuple[str, ...]
    paused: str | None = None


@dataclass(frozen=True, slots=True)
class TellSlot:
    """Tell whoever transferred a call into a parking, on the phone (its login) they did it with, where it is parked."""

    employee: str
    phone: str
    slot: str


Appointment = WakeUp | CallWhenFree | LineCallback | TellSlot
"""Errands that are calls."""

Errand = Appointment | MessageLeft | MessageGone | GreetingRecorded | FaxReceived | Label | AgentState
