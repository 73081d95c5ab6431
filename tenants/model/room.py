"""A meeting room."""

from typing import Annotated

from pydantic import Field

from tenants.model.custom import Customisable
from tenants.model.fields import EmployeeId, Name, ObjectId, PinDigest, ShortNumber


class Room(Customisable):
    id: ObjectId
    name: Name
    number: ShortNumber | None = None
    pin: PinDigest | None = None
    host_pin: PinDigest | None = None
    hosts: Annotated[tuple[EmployeeId, ...], Field(max_length=50)] = ()
    """Employees who are hosts without a PIN."""
    wait_for_host: bool = False
    mute_on_entry: bool = False
    record: bool = False
    people_max: Annotated[int, Field(ge=2, le=200)] = 50
