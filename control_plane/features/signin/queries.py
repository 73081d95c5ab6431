"""Reading the journal of the door."""

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.paging import Page, decode_cursor, encode_cursor
from control_plane.features.signin.models import Happening, SignInEvent


def list_events(
    ctx: Context,
    *,
    user_id: str | None = None,
    what: Happening | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[SignInEvent]:
    """Newest first; of one person, or of one kind, when that is given. Raises Invalid for a bad cursor."""
    # An id begins with the time at which it happened.
    statement = select(SignInEvent).order_by(SignInEvent.id.desc()).limit(limit + 1)
    if user_id is not None:
        statement = statement.where(SignInEvent.user_id == user_id)
    if what is not None:
        statement = statement.where(SignInEvent.what == what)
    if after := decode_cursor(cursor, 1):
        statement = statement.where(SignInEvent.id < after[0])
    rows = list(ctx.session.scalars(statement))
    return Page(rows[:limit], encode_cursor(rows[limit - 1].id) if len(rows) > limit else None)
