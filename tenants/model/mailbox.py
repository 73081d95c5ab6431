"""A mailbox: callers leave a message."""

from typing import Annotated

from pydantic import Field

from tenants.model.custom import Customisable
from tenants.model.fields import Email, EmployeeId, Name, ObjectId, PinDigest, ShortNumber
from tenants.model.prompt import Prompt


class Mailbox(Customisable):
    """Of a person (`Employee.mailbox` points here) or of a team."""

    id: ObjectId
    name: Name
    number: ShortNumber | None = None
    pin: PinDigest | None = None
    """Needed from any phone but the owner's own; without one nobody else listens by phone."""
    owners: Annotated[tuple[EmployeeId, ...], Field(max_length=50)] = ()
    """Employees who listen without a PIN from their own phones, and whose lamps show new messages."""
    greeting: Prompt | None = None
    """None: the built-in sentence."""
    greeting_busy: Prompt | None = None
    greeting_closed: Prompt | None = None
    email: Email | None = None
    attach: bool = True
    """The recording goes with the mail."""
    delete_after_mail: bool = False
    seconds_max: Annotated[int, Field(ge=10, le=900)] = 180
    messages_max: Annotated[int, Field(ge=1, le=1000)] = 100
