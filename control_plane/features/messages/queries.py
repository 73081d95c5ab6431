"""Reading messages."""

from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.core.listing import SINCE, UNTIL, Filter, Listing, at_or_after, before, equal
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.messages.models import Message
from control_plane.features.objects.queries import mailboxes_in_sight
from wire.files import ORDERS_MAX, MessageNews

MESSAGES: Final = Listing(
    {"at": (Message.at, Message.id)},
    newest_first=True,
    filters={
        "mailbox": Filter(
            Annotated[str | None, Field(max_length=64, description="Of this mailbox only: its id")],
            equal(Message.mailbox),
        ),
        "since": Filter(SINCE, at_or_after(Message.at)),
        "until": Filter(UNTIL, before(Message.at)),
    },
)


def list_messages(ctx: Context, company_id: str, **asked: Any) -> Page[Message]:
    """As `MESSAGES` says, newest first. Raises Invalid for a bad cursor."""
    statement = select(Message).where(Message.company_id == company_id, Message.deleted_at.is_(None))
    if (mine := mailboxes_in_sight(ctx, company_id)) is not None:
        statement = statement.where(Message.mailbox.in_(mine))
    return MESSAGES.read(ctx.session, statement, **asked)


def get_message(ctx: Context, company_id: str, identifier: str) -> Message:
    """Raises NotFound, also for one that was deleted, and for one in somebody else's mailbox."""
    row = ctx.session.get(Message, (company_id, identifier), populate_existing=True)
    mine = mailboxes_in_sight(ctx, company_id)
    if row is None or row.deleted_at is not None or (mine is not None and row.mailbox not in mine):
        raise NotFound("There is no such message; reload the list.")
    return row


def mailboxes_with_messages(ctx: Context, company_id: str) -> dict[str, int]:
    """How many messages nobody has heard yet, by mailbox; also mailboxes that have only old ones."""
    new = func.count().filter(Message.heard_at.is_(None))
    wanted = [Message.company_id == company_id, Message.deleted_at.is_(None)]
    if (mine := mailboxes_in_sight(ctx, company_id)) is not None:
        wanted.append(Message.mailbox.in_(mine))
    statement = select(Message.mailbox, new).where(*wanted).group_by(Message.mailbox)
    return {row[0]: row[1] for row in ctx.session.execute(statement)}


def orders_for(ctx: Context, node: str) -> tuple[MessageNews, ...]:
    """What the node has still to be told."""
    statement = select(Message).where(Message.node == node, Message.due.is_not(None)).limit(ORDERS_MAX)
    return tuple(
        MessageNews(company=row.company_id, mailbox=row.mailbox, message=row.message, state=row.due)
        for row in ctx.session.scalars(statement.order_by(Message.at))
        if row.due is not None
    )
