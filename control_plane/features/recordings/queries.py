"""Reading recordings."""

from collections.abc import Sequence

from sqlalchemy import select, tuple_

from control_plane.core.context import Context
from control_plane.core.paging import Page, encode_cursor, moment_cursor
from control_plane.core.problems import NotFound
from control_plane.features.journeys.queries import calls_of
from control_plane.features.recordings.models import Recording


def list_recordings(
    ctx: Context, company_id: str, *, call: str | None = None, limit: int = 50, cursor: str | None = None
) -> Page[Recording]:
    """Newest first, of one conversation when `call` (any call of it) is given. Raises Invalid for a bad cursor."""
    statement = select(Recording).where(Recording.company_id == company_id, Recording.deleted_at.is_(None))
    if call is not None:
        statement = statement.where(Recording.call.in_(calls_of(ctx, company_id, call)))
    if (after := moment_cursor(cursor)) is not None:
        statement = statement.where(tuple_(Recording.at, Recording.id) < after)
    rows = list(ctx.session.scalars(statement.order_by(Recording.at.desc(), Recording.id.desc()).limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], encode_cursor(last.at.isoformat(), last.id) if last is not None else None)


def recordings_of(ctx: Context, company_id: str, calls: Sequence[str]) -> list[Recording]:
    """Of one conversation, which may have been several calls before a transfer; the oldest first."""
    wanted = (Recording.company_id == company_id, Recording.call.in_(calls), Recording.deleted_at.is_(None))
    return list(ctx.session.scalars(select(Recording).where(*wanted).order_by(Recording.at)))


def get_recording(ctx: Context, company_id: str, identifier: str) -> Recording:
    """Raises NotFound, also for one that was deleted."""
    row = ctx.session.get(Recording, (company_id, identifier), populate_existing=True)
    if row is None or row.deleted_at is not None:
        raise NotFound("There is no such recording; reload the list.")
    return row
