"""Reading employees."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.features.employees.models import Employee


def get_employee(ctx: Context, company_id: str, employee_id: str) -> Employee:
    """Raises NotFound."""
    employee = ctx.session.get(Employee, (company_id, employee_id))
    if employee is None:
        raise NotFound("There is no such employee; reload the list.")
    return employee


def list_employees(
    ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None, search: str = ""
) -> Page[Employee]:
    """By short number; `search` is looked for in name and number."""
    statement = select(Employee).where(Employee.company_id == company_id)
    if search:
        by_name = Employee.name.icontains(search, autoescape=True)
        statement = statement.where(or_(by_name, Employee.number.startswith(search, autoescape=True)))
    return read_page(ctx.session, statement, [Employee.number, Employee.id], limit=limit, cursor=cursor)


def count_employees(ctx: Context, company_id: str) -> int:
    return ctx.session.scalar(select(func.count()).where(Employee.company_id == company_id)) or 0


def employees_by_id(ctx: Context, company_id: str, ids: Sequence[str]) -> dict[str, Employee]:
    """Those of `ids` that exist."""
    statement = select(Employee).where(Employee.company_id == company_id, Employee.id.in_(ids))
    return {employee.id: employee for employee in ctx.session.scalars(statement)}
