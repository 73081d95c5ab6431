"""A person who can be called."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from tenants.model.custom import Customisable
from tenants.model.destination import Destination
from tenants.model.document import Document
from tenants.model.fields import (
    Email,
    EmployeeId,
    Language,
    MailboxId,
    Name,
    ObjectId,
    OutsideNumber,
    PermissionId,
    PhoneId,
    PinDigest,
    RingSeconds,
    ScheduleId,
    ShortNumber,
)
from tenants.model.prompt import Prompt
from tenants.model.recording import RecordingPolicy


class RingOrder(StrEnum):
    """How several phones of one person ring."""

    ALL = "all"
    """Together; a step with `after` joins later, while the others go on ringing."""
    IN_ORDER = "in-order"
    """One after the other, each for its `seconds`."""


class RingStep(Document):
    """One phone of the person, or a number outside such as a mobile. Exactly one of `phone` and `number`."""

    phone: PhoneId | None = None
    number: OutsideNumber | None = None
    after: Annotated[int, Field(ge=0, le=120)] = 0
    """Seconds before it starts to ring."""
    seconds: RingSeconds = 20
    """With IN_ORDER: how long it rings."""
    confirm: bool = True
    """Of a number outside: whoever answers must press 1, so that a private voicemail never swallows the call."""

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.phone is None) == (self.number is None):
            raise ValueError("a step rings either a phone or a number outside")
        return self


class Presence(StrEnum):
    """What colleagues see; of these only do not disturb changes where calls go."""

    AVAILABLE = "available"
    AWAY = "away"
    MEETING = "meeting"
    LUNCH = "lunch"
    HOLIDAY = "holiday"


class Employee(Customisable):
    """A person with a short number; the phones belong to the employee, see `Phone.employee`."""

    id: ObjectId
    name: Name
    number: ShortNumber
    ring_seconds: RingSeconds = 20
    outside_number: OutsideNumber | None = None
    """What people outside see when this employee calls; None: the line's own number."""
    email: Email | None = None
    language: Language | None = None
    """Of the sentences this person hears; None: the company's."""
    ring_order: RingOrder = RingOrder.ALL
    ring_steps: Annotated[tuple[RingStep, ...], Field(max_length=10)] = ()
    """Empty: all phones at once for `ring_seconds`."""
    presence: Presence = Presence.AVAILABLE
    do_not_disturb: bool = False
    call_waiting: bool = True
    """False: a second call meets busy."""
    forward_always: Destination | None = None
    forward_busy: Destination | None = None
    forward_no_answer: Destination | None = None
    forward_unreachable: Destination | None = None
    hours: ScheduleId | None = None
    """A schedule: the person's working hours. Outside of them calls go to `after_hours`."""
    after_hours: Destination | None = None
    mailbox: MailboxId | None = None
    """Where calls go that nobody took and that no forward covers."""
    permission: PermissionId | None = None
    """Which calls outside are allowed; None: the company's own permission class."""
    pin: PinDigest | None = None
    """For calls from somebody else's phone."""
    secretary: EmployeeId | None = None
    """An employee who is rung instead, except for callers in `let_through` and the secretary."""
    let_through: Annotated[tuple[EmployeeId, ...], Field(max_length=50)] = ()
    record: RecordingPolicy = RecordingPolicy.NEVER
    supervises: Annotated[tuple[Destination, ...], Field(max_length=50)] = ()
    """Teams and waiting lines in whose talks this person may listen, whisper and barge in by phone; empty: none."""
    spoken_name: Prompt | None = None
    """What the directory says of this person; None: the short number is read out."""
