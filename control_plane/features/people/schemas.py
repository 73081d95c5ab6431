"""People as the API shows and takes them."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from control_plane.core.roles import Role
from control_plane.core.wishes import Wish
from tenants.model.fields import Email, Name, ObjectId

SHORTEST = 12
Password = Annotated[
    str | None,
    StringConstraints(min_length=SHORTEST, max_length=200),
    Field(description="null: the person is invited and chooses one"),
]
BoundTo = Annotated[
    ObjectId | None, Field(description="The employee they are; supervisors and employees of a company need one")
]


class NewPerson(Wish):
    login: Annotated[Email, Field(description="What they sign in with", examples=["anna@example.com"])]
    name: Name
    role: Role
    password: Password = None
    employee_id: BoundTo = None


class PersonChange(Wish):
    """What is left out stays as it is."""

    name: Name | None = None
    role: Role | None = None
    employee_id: BoundTo = None


class PersonOut(BaseModel):
    id: str
    login: str
    name: str
    role: Role
    employee_id: str | None
    pending: Annotated[bool, Field(description="Invited, and has not chosen a password yet")]


class PersonPage(BaseModel):
    items: list[PersonOut]
    next_cursor: str | None


class ResellerOut(BaseModel):
    id: str
    name: str


class ResellerPage(BaseModel):
    items: list[ResellerOut]
    next_cursor: str | None
