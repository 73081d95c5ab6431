"""Where a call can be sent: a reference to one object of the same company, or a number outside."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from tenants.model.document import Document
from tenants.model.fields import ObjectId, OutsideNumber


class DestinationKind(StrEnum):
    """The kinds of object that can take a call; the values are those of `Kind`, and `outside`."""

    EMPLOYEE = "employee"
    TEAM = "team"
    WAITING_LINE = "waiting-line"
    MENU = "menu"
    FLOW = "flow"
    MAILBOX = "mailbox"
    ROOM = "room"
    PAGING = "paging"
    PARKING = "parking"
    FAX = "fax"
    SCHEDULE = "schedule"
    """The switch of opening hours: whoever is sent there turns it."""
    DIRECTORY = "directory"
    """Dial by name; its id is the company's."""
    OUTSIDE = "outside"
    """A number outside, in `number`."""
    HANG_UP = "hang-up"
    """The call ends; its id is the company's."""


class Destination(Document):
    """`{"kind": "employee", "id": "…"}`, or `{"kind": "outside", "number": "+7…"}`."""

    kind: DestinationKind
    id: ObjectId | None = None
    number: OutsideNumber | None = None

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if self.kind is DestinationKind.OUTSIDE:
            if self.number is None or self.id is not None:
                raise ValueError("a destination outside needs a number, and no id")
        elif self.id is None or self.number is not None:
            raise ValueError("a destination inside needs an id, and no number")
        return self
