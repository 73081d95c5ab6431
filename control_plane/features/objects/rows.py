"""The row of any object of a company, whichever table it is in."""

from typing import Any, Final, TypeVar, cast

from control_plane.core.context import Context
from control_plane.core.problems import NotFound
from control_plane.features.companies.models import Company
from control_plane.features.employees.models import Employee
from control_plane.features.lines.models import Line
from control_plane.features.numbers.models import Number
from control_plane.features.objects.models import CompanyObject
from control_plane.features.phones.models import Phone
from tenants.model import Kind, TelephonyObject
from tenants.model.objects import kind_of, kind_of_class

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)
TABLES: Final[dict[Kind, type[Any]]] = {
    Kind.EMPLOYEE: Employee,
    Kind.PHONE: Phone,
    Kind.NUMBER: Number,
    Kind.LINE: Line,
}
"""Kinds with tables of their own; the profile is the company's row, all others are in `company_objects`."""


def row_of(ctx: Context, company_id: str, kind: Kind, identifier: str) -> Any:
    """Raises NotFound."""
    row = row_or_none(ctx, company_id, kind, identifier)
    if row is None:
        raise NotFound("This does not exist (any longer); reload the list.")
    return row


def row_or_none(ctx: Context, company_id: str, kind: Kind, identifier: str) -> Any:
    """None when there is no such object."""
    if kind is Kind.PROFILE:
        return ctx.session.get(Company, company_id)
    if kind in TABLES:
        return ctx.session.get(TABLES[kind], (company_id, identifier))
    return ctx.session.get(CompanyObject, (company_id, kind.value, identifier))


def find_object(ctx: Context, company_id: str, cls: type[SomeObject], identifier: str) -> SomeObject | None:
    """As the newest version has it; None when there is none."""
    try:
        row = row_of(ctx, company_id, kind_of_class(cast("type[TelephonyObject]", cls)), identifier)
    except NotFound:
        return None
    return cast("SomeObject", row.document())


def add_row(ctx: Context, company_id: str, item: TelephonyObject) -> Any:
    """A new row for `item`; phones and lines, which have secrets, are made by their own services."""
    row = new_row(ctx, company_id, item)
    ctx.session.flush()
    return row


def new_row(ctx: Context, company_id: str, item: TelephonyObject) -> Any:
    """The same, written with whatever is written next."""
    kind = kind_of(item)
    if kind in (Kind.EMPLOYEE, Kind.NUMBER):
        row = TABLES[kind](company_id=company_id)
    else:
        row = CompanyObject(company_id=company_id, kind=kind.value, id=item.id, created_at=ctx.clock())
    row.assign(item)
    ctx.session.add(row)
    return row
