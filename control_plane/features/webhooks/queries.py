"""Reading webhooks."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.listing import Listing, part_of
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.webhooks.models import Attempt, Webhook

WEBHOOKS: Final = Listing(
    {"age": (Webhook.id,), "name": (Webhook.name, Webhook.id)},
    search=(part_of(Webhook.name), part_of(Webhook.url)),
    searched="Part of name or address",
)
ATTEMPTS: Final = Listing({"at": (Attempt.at, Attempt.id)}, newest_first=True)


def get_webhook(ctx: Context, company_id: str, webhook_id: str) -> Webhook:
    """Raises NotFound."""
    webhook = ctx.session.get(Webhook, (company_id, webhook_id))
    if webhook is None:
        raise NotFound("There is no such webhook; reload the list.")
    return webhook


def list_webhooks(ctx: Context, company_id: str, **asked: Any) -> Page[Webhook]:
    """As `WEBHOOKS` says, the oldest first. Raises Invalid for a bad cursor."""
    return WEBHOOKS.read(ctx.session, select(Webhook).where(Webhook.company_id == company_id), **asked)


def list_attempts(ctx: Context, company_id: str, webhook_id: str, **asked: Any) -> Page[Attempt]:
    """As `ATTEMPTS` says, newest first. Raises Invalid for a bad cursor."""
    mine = (Attempt.company_id == company_id, Attempt.webhook_id == webhook_id)
    return ATTEMPTS.read(ctx.session, select(Attempt).where(*mine), **asked)


def webhooks_wanting(session: Session, company_id: str, topics: Iterable[str]) -> dict[str, list[str]]:
    """By topic the listeners, `webhook:<id>`, that want it."""
    patterns = {topic: [topic, f"{topic.partition('.')[0]}.*", "*"] for topic in topics}
    every = sorted({pattern for each in patterns.values() for pattern in each})
    statement = select(Webhook).where(Webhook.company_id == company_id, Webhook.topics.overlap(every))
    found = list(session.scalars(statement.order_by(Webhook.id)))
    return {
        topic: [hook.listener for hook in found if set(hook.topics) & set(each)] for topic, each in patterns.items()
    }
