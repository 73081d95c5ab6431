"""Imports as the API takes and tells them."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from control_plane.core.wishes import Wish
from control_plane.features.importing.tables import ROWS_MAX
from control_plane.features.phones.schemas import PhoneSecret
from control_plane.features.versions.schemas import ChangeOut


class ImportQuery(Wish):
    dry_run: Annotated[bool, Field(description="Only tell what would be done, with every fault")] = False


class EmployeeRows(Wish):
    """One object per employee with the fields of NewEmployee; who has the number already is changed."""

    rows: Annotated[
        list[dict[str, Any]],
        Field(
            min_length=1,
            max_length=ROWS_MAX,
            description="The fields of NewEmployee; `number` is needed",
            examples=[[{"number": "101", "name": "Анна Иванова", "ring_seconds": 20}]],
        ),
    ]


class FaultOut(BaseModel):
    place: Annotated[str, Field(description="Row and column, as people count them", examples=["row 7, number"])]
    code: Annotated[str, Field(examples=["number-taken"])]
    message: Annotated[str, Field(description="What is wrong and what to do")]


class HiredOut(BaseModel):
    """Somebody new, with phones whose passwords are shown this once."""

    id: str
    name: str
    number: str
    phones: list[PhoneSecret]


class EmployeesImported(BaseModel):
    added: Annotated[int, Field(description="Employees with a new number")]
    changed: int
    unchanged: Annotated[int, Field(description="Everything is already as the table says")]
    faults: Annotated[list[FaultOut], Field(description="Of a dry run; at most 1000 are listed")]
    faults_count: int
    employees: Annotated[list[HiredOut], Field(description="The new ones; empty after a dry run")]
    change: Annotated[ChangeOut | None, Field(description="null: nothing was changed")]
