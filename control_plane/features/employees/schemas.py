"""Employees as the API shows and takes them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.wishes import Wish
from control_plane.features.phones.schemas import PhoneOut, PhoneSecret, PhoneWish
from control_plane.features.versions.schemas import ChangeOut
from tenants.model.fields import Name, RingSeconds, ShortNumber

SomeName = Annotated[Name, Field(description="As colleagues say it", examples=["Анна Иванова"])]
SomeNumber = Annotated[ShortNumber, Field(description="Short number, two to six digits", examples=["101"])]
SomeRing = Annotated[RingSeconds, Field(description="How long to ring, in seconds", examples=[20])]
Outside = Annotated[
    str | None,
    Field(max_length=40, description="Shown outside; as people write it", examples=["8 (495) 123-00-01"]),
]


class NewEmployee(Wish):
    name: SomeName
    number: SomeNumber
    ring_seconds: SomeRing = 20
    outside_number: Outside = None
    phones: Annotated[
        tuple[PhoneWish, ...], Field(max_length=10, description="One phone called Desk unless told otherwise")
    ] = (PhoneWish(label="Desk"),)


class EmployeeChange(Wish):
    """Fields that are left out stay as they are; `outside_number: null` removes it."""

    name: SomeName | None = None
    number: SomeNumber | None = None
    ring_seconds: SomeRing | None = None
    outside_number: Outside = None


class EmployeeOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    number: str
    ring_seconds: int
    outside_number: str | None


class EmployeeWithPhones(EmployeeOut):
    phones: list[PhoneOut]


class EmployeeChanged(EmployeeOut):
    change: ChangeOut


class EmployeeHired(EmployeeChanged):
    """The answer to hiring: the phones come with their passwords, this once."""

    phones: list[PhoneSecret]


class EmployeePage(BaseModel):
    items: list[EmployeeOut]
    next_cursor: str | None
