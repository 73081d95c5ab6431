"""Reading mails."""

from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import ColumnElement, and_, select

from control_plane.core.context import Context
from control_plane.core.listing import Filter, Listing, part_of
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.mails.models import Mail, MailState

_IN_STATE: dict[MailState, tuple[ColumnElement[bool], ...]] = {
    MailState.WAITING: (Mail.sent_at.is_(None), Mail.given_up_at.is_(None)),
    MailState.GIVEN_UP: (Mail.sent_at.is_(None), Mail.given_up_at.is_not(None)),
    MailState.SENT: (Mail.sent_at.is_not(None),),
}


MAILS: Final = Listing(
    # An id begins with the time at which the mail was written.
    {"age": (Mail.id,)},
    newest_first=True,
    filters={
        "state": Filter(
            Annotated[MailState | None, Field(description="In this state only")], lambda state: and_(*_IN_STATE[state])
        )
    },
    search=(part_of(Mail.recipient),),
    searched="Part of the recipient's address",
)


def list_mails(ctx: Context, company_id: str, **asked: Any) -> Page[Mail]:
    """As `MAILS` says, newest first. Raises Invalid for a bad cursor."""
    return MAILS.read(ctx.session, select(Mail).where(Mail.company_id == company_id), **asked)


def list_unsent(ctx: Context, company_id: str, **asked: Any) -> Page[Mail]:
    """Those that wait and those that were given up, newest first. Raises Invalid for a bad cursor."""
    return MAILS.read(ctx.session, select(Mail).where(Mail.company_id == company_id, Mail.sent_at.is_(None)), **asked)


def get_mail(ctx: Context, company_id: str, identifier: str) -> Mail:
    """Locked until the transaction ends. Raises NotFound, also for another company's."""
    wanted = (Mail.company_id == company_id, Mail.id == identifier)
    row = ctx.session.scalar(select(Mail).where(*wanted).with_for_update())
    if row is None:
        raise NotFound("There is no such mail; reload the list.")
    return row
