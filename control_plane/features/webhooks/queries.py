"""Reading webhooks."""

from collections.abc import Iterable

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.paging import Page, encode_cursor, moment_cursor, read_page
from control_plane.core.problems import NotFound
from control_plane.features.webhooks.models import Attempt, Webhook


def get_webhook(ctx: Context, company_id: str, webhook_id: str) -> Webhook:
    """Raises NotFound."""
    webhook = ctx.session.get(Webhook, (company_id, webhook_id))
    if webhook is None:
        raise NotFound("There is no such webhook; reload the list.")
    return webhook


def list_webhooks(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[Webhook]:
    """By id, which is by age."""
    statement = select(Webhook).where(Webhook.company_id == company_id)
    return read_page(ctx.session, statement, [Webhook.id], limit=limit, cursor=cursor)


def list_attempts(
    ctx: Context, company_id: str, webhook_id: str, *, limit: int = 50, cursor: str | None = None
) -> Page[Attempt]:
    """Newest first. Raises Invalid for a bad cursor."""
    statement = select(Attempt).where(Attempt.company_id == company_id, Attempt.webhook_id == webhook_id)
    if (before := moment_cursor(cursor)) is not None:
        statement = statement.where(tuple_(Attempt.at, Attempt.id) < before)
    rows = list(ctx.session.scalars(statement.order_by(Attempt.at.desc(), Attempt.id.desc()).limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], encode_cursor(last.at.isoformat(), last.id) if last is not None else None)


def webhooks_wanting(session: Session, company_id: str, topics: Iterable[str]) -> dict[str, list[str]]:
    """By topic the listeners, `webhook:<id>`, that want it."""
    patterns = {topic: [topic, f"{topic.partition('.')[0]}.*", "*"] for topic in topics}
    every = sorted({pattern for each in patterns.values() for pattern in each})
    statement = select(Webhook).where(Webhook.company_id == company_id, Webhook.topics.overlap(every))
    found = list(session.scalars(statement.order_by(Webhook.id)))
    return {
        topic: [hook.listener for hook in found if set(hook.topics) & set(each)] for topic, each in patterns.items()
    }
