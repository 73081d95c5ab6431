"""An announcement or intercom group: phones answer by themselves."""

from typing import Annotated

from pydantic import Field

from tenants.model.custom import Customisable
from tenants.model.fields import AllWhenEmpty, EmployeeId, Name, ObjectId, ShortNumber


class Paging(Customisable):
    id: ObjectId
    name: Name
    number: ShortNumber
    members: Annotated[tuple[EmployeeId, ...], Field(max_length=100)] = ()
    """Employees."""
    two_way: bool = False
    """True: they can speak back."""
    callers: Annotated[tuple[EmployeeId, ...], Field(max_length=100), AllWhenEmpty()] = ()
    """Employees who may announce; empty: everybody in the company."""
