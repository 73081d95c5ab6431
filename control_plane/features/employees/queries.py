"""Reading employees."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.core.listing import Filter, Listing, beginning_of, equal, part_of
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.employees.models import Employee

EMPLOYEES: Final = Listing(
    {
        "number": (Employee.number, Employee.id),
        "name": (Employee.name, Employee.id),
        "ring_seconds": (Employee.ring_seconds, Employee.id),
    },
    filters={
        "number": Filter(
            Annotated[str | None, Field(max_length=6, description="Who has this short number")], equal(Employee.number)
        ),
        "outside_number": Filter(
            Annotated[str | None, Field(max_length=16, description="Who shows this number outside")],
            equal(Employee.outside_number),
        ),
    },
    search=(part_of(Employee.name), beginning_of(Employee.number)),
    searched="Part of the name, or the number's beginning",
)


def get_employee(ctx: Context, company_id: str, employee_id: str) -> Employee:
    """Raises NotFound."""
    employee = ctx.session.get(Employee, (company_id, employee_id))
    if employee is None:
        raise NotFound("There is no such employee; reload the list.")
    return employee


def list_employees(ctx: Context, company_id: str, **asked: Any) -> Page[Employee]:
    """As `EMPLOYEES` says, by short number. Raises Invalid for a bad cursor."""
    return EMPLOYEES.read(ctx.session, select(Employee).where(Employee.company_id == company_id), **asked)


def count_employees(ctx: Context, company_id: str) -> int:
    return ctx.session.scalar(select(func.count()).where(Employee.company_id == company_id)) or 0


def employees_by_id(ctx: Context, company_id: str, ids: Sequence[str]) -> dict[str, Employee]:
    """Those of `ids` that exist."""
    statement = select(Employee).where(Employee.company_id == company_id, Employee.id.in_(ids))
    return {employee.id: employee for employee in ctx.session.scalars(statement)}
