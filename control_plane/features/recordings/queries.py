"""Reading recordings."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.listing import SINCE, UNTIL, Filter, Listing, at_or_after, before
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.journeys.queries import calls_of
from control_plane.features.recordings.models import Recording

RECORDINGS: Final = Listing(
    {"at": (Recording.at, Recording.id)},
    newest_first=True,
    filters={"since": Filter(SINCE, at_or_after(Recording.at)), "until": Filter(UNTIL, before(Recording.at))},
)


def list_recordings(ctx: Context, company_id: str, *, call: str | None = None, **asked: Any) -> Page[Recording]:
    """As `RECORDINGS` says, newest first; `call` is any call of a conversation. Raises Invalid for a bad cursor."""
    statement = select(Recording).where(Recording.company_id == company_id, Recording.deleted_at.is_(None))
    if call is not None:
        statement = statement.where(Recording.call.in_(calls_of(ctx, company_id, call)))
    return RECORDINGS.read(ctx.session, statement, **asked)


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
