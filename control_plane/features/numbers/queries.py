"""Reading public numbers."""

from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.features.numbers.models import Number


def get_number(ctx: Context, company_id: str, number_id: str) -> Number:
    """Raises NotFound."""
    number = ctx.session.get(Number, (company_id, number_id))
    if number is None:
        raise NotFound("There is no such number; reload the list.")
    return number


def list_numbers(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[Number]:
    """By number."""
    statement = select(Number).where(Number.company_id == company_id)
    return read_page(ctx.session, statement, [Number.number], limit=limit, cursor=cursor)


def count_numbers(ctx: Context, company_id: str) -> int:
    return ctx.session.scalar(select(func.count()).where(Number.company_id == company_id)) or 0
