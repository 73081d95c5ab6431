"""A public telephone number of the company."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tenants.model.custom import Customisable
from tenants.model.destination import Destination
from tenants.model.fields import Language, Name, ObjectId, OutsideNumber, ScheduleId
from tenants.model.prompt import Prompt
from tenants.model.recording import RecordingPolicy


class Treatment(StrEnum):
    """What happens to a caller."""

    ALLOW = "allow"
    BLOCK = "block"
    SEND = "send"
    """To a destination of their own."""


class Number(Customisable):
    """A number in E.164 and where its calls go; None: callers hear that nobody can take the call."""

    id: ObjectId
    number: OutsideNumber
    label: Name | None = None
    destination: Destination | None = None
    greeting: Prompt | None = None
    """Played before anything else."""
    hours: ScheduleId | None = None
    """A schedule; while it is closed calls go to `closed`."""
    closed: Destination | None = None
    """None: callers hear that the company is closed."""
    anonymous: Treatment = Treatment.ALLOW
    """Callers who hide their number."""
    anonymous_to: Destination | None = None
    language: Language | None = None
    """Of the sentences that callers hear; None: the company's."""
    prefix: Annotated[str, Field(max_length=20)] = ""
    """Shown before the caller's name on the phones that ring."""
    record: RecordingPolicy = RecordingPolicy.NEVER
