"""Reading phones."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.listing import Filter, Listing, equal, part_of
from control_plane.core.paging import Page
from control_plane.features.phones.models import Phone

PHONES: Final = Listing(
    {"login": (Phone.login,), "label": (Phone.label, Phone.id)},
    filters={
        "employee_id": Filter(
            Annotated[str | None, Field(max_length=64, description="Of this employee only")], equal(Phone.employee_id)
        )
    },
    search=(part_of(Phone.label), part_of(Phone.login)),
    searched="Part of label or login",
)


def list_phones(ctx: Context, company_id: str, **asked: Any) -> Page[Phone]:
    """As `PHONES` says, by login. Raises Invalid for a bad cursor."""
    return PHONES.read(ctx.session, select(Phone).where(Phone.company_id == company_id), **asked)


def phones_by_employee(ctx: Context, company_id: str, employees: Sequence[str]) -> dict[str, list[Phone]]:
    """The phones of several employees at once, by employee id."""
    statement = select(Phone).where(Phone.company_id == company_id, Phone.employee_id.in_(employees))
    found: dict[str, list[Phone]] = {}
    for phone in ctx.session.scalars(statement.order_by(Phone.id)):
        found.setdefault(phone.employee_id, []).append(phone)
    return found
