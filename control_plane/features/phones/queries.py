"""Reading phones."""

from collections.abc import Sequence

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.features.phones.models import Phone


def list_phones(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[Phone]:
    """By login."""
    statement = select(Phone).where(Phone.company_id == company_id)
    return read_page(ctx.session, statement, [Phone.login], limit=limit, cursor=cursor)


def phones_by_employee(ctx: Context, company_id: str, employees: Sequence[str]) -> dict[str, list[Phone]]:
    """The phones of several employees at once, by employee id."""
    statement = select(Phone).where(Phone.company_id == company_id, Phone.employee_id.in_(employees))
    found: dict[str, list[Phone]] = {}
    for phone in ctx.session.scalars(statement.order_by(Phone.id)):
        found.setdefault(phone.employee_id, []).append(phone)
    return found
