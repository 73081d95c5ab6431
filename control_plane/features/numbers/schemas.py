"""Public numbers as the API shows and takes them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.wishes import Wish
from control_plane.features.versions.schemas import ChangeOut
from tenants.model.fields import Name, ObjectId

EmployeeId = Annotated[ObjectId, Field(description="The employee who gets the calls")]


class NewNumber(Wish):
    number: Annotated[str, Field(max_length=40, description="As people write it", examples=["8 (495) 123-00-01"])]
    label: Name | None = None
    employee_id: EmployeeId | None = None


class NumberChange(Wish):
    """Fields that are left out stay; `employee_id: null` lets the number lead nowhere."""

    label: Name | None = None
    employee_id: EmployeeId | None = None


class NumberOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    number: Annotated[str, Field(description="E.164", examples=["+74951230001"])]
    label: str | None
    employee_id: str | None


class NumberChanged(NumberOut):
    change: ChangeOut


class NumberPage(BaseModel):
    items: list[NumberOut]
    next_cursor: str | None
