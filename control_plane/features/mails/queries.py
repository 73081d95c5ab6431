"""Reading mails."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from control_plane.core.context import Context
from control_plane.core.paging import Page, decode_cursor, encode_cursor
from control_plane.core.problems import NotFound
from control_plane.features.mails.models import Mail, MailState

_IN_STATE: dict[MailState, tuple[ColumnElement[bool], ...]] = {
    MailState.WAITING: (Mail.sent_at.is_(None), Mail.given_up_at.is_(None)),
    MailState.GIVEN_UP: (Mail.sent_at.is_(None), Mail.given_up_at.is_not(None)),
    MailState.SENT: (Mail.sent_at.is_not(None),),
}


def list_mails(
    ctx: Context, company_id: str, *, state: MailState | None = None, limit: int = 50, cursor: str | None = None
) -> Page[Mail]:
    """Newest first, in one state when it is given. Raises Invalid for a bad cursor."""
    return _page(ctx, company_id, _IN_STATE[state] if state else (), limit, cursor)


def list_unsent(ctx: Context, company_id: str, *, limit: int, cursor: str | None = None) -> Page[Mail]:
    """Those that wait and those that were given up, newest first. Raises Invalid for a bad cursor."""
    return _page(ctx, company_id, (Mail.sent_at.is_(None),), limit, cursor)


def get_mail(ctx: Context, company_id: str, identifier: str) -> Mail:
    """Locked until the transaction ends. Raises NotFound, also for another company's."""
    wanted = (Mail.company_id == company_id, Mail.id == identifier)
    row = ctx.session.scalar(select(Mail).where(*wanted).with_for_update())
    if row is None:
        raise NotFound("There is no such mail; reload the list.")
    return row


def _page(
    ctx: Context, company_id: str, wanted: Sequence[ColumnElement[bool]], limit: int, cursor: str | None
) -> Page[Mail]:
    # An id begins with the time at which the mail was written.
    statement = select(Mail).where(Mail.company_id == company_id, *wanted)
    if after := decode_cursor(cursor, 1):
        statement = statement.where(Mail.id < after[0])
    rows = list(ctx.session.scalars(statement.order_by(Mail.id.desc()).limit(limit + 1)))
    return Page(rows[:limit], encode_cursor(rows[limit - 1].id) if len(rows) > limit else None)
