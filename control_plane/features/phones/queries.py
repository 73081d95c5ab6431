"""Reading phones."""

from collections.abc import Sequence

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.paging import Page, decode_cursor, encode_cursor
from control_plane.features.phones.models import Phone


def list_phones(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[Phone]:
    """By login."""
    statement = select(Phone).where(Phone.company_id == company_id).order_by(Phone.login).limit(limit + 1)
    if after := decode_cursor(cursor, 1):
        statement = statement.where(Phone.login > after[0])
    rows = list(ctx.session.scalars(statement))
    return Page(rows[:limit], encode_cursor(rows[limit - 1].login) if len(rows) > limit else None)


def phones_by_employee(ctx: Context, company_id: str, employees: Sequence[str]) -> dict[str, list[Phone]]:
    """The phones of several employees at once, by employee id."""
    statement = select(Phone).where(Phone.company_id == company_id, Phone.employee_id.in_(employees))
    found: dict[str, list[Phone]] = {}
    for phone in ctx.session.scalars(statement.order_by(Phone.id)):
        found.setdefault(phone.employee_id, []).append(phone)
    return found
