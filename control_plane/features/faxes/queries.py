"""Reading faxes."""

from sqlalchemy import select, tuple_

from control_plane.core.context import Context
from control_plane.core.paging import Page, encode_cursor, moment_cursor
from control_plane.core.problems import NotFound
from control_plane.features.faxes.models import FaxDocument


def list_faxes(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[FaxDocument]:
    """Newest first. Raises Invalid for a bad cursor."""
    statement = select(FaxDocument).where(FaxDocument.company_id == company_id, FaxDocument.deleted_at.is_(None))
    if (after := moment_cursor(cursor)) is not None:
        statement = statement.where(tuple_(FaxDocument.at, FaxDocument.id) < after)
    order = (FaxDocument.at.desc(), FaxDocument.id.desc())
    rows = list(ctx.session.scalars(statement.order_by(*order).limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], encode_cursor(last.at.isoformat(), last.id) if last is not None else None)


def get_fax(ctx: Context, company_id: str, identifier: str) -> FaxDocument:
    """Raises NotFound, also for one that was deleted."""
    row = ctx.session.get(FaxDocument, (company_id, identifier), populate_existing=True)
    if row is None or row.deleted_at is not None:
        raise NotFound("There is no such fax; reload the list.")
    return row
