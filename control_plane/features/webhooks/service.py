"""Use cases around webhooks; none of them is a version, since nodes know nothing of them."""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Conflict, Invalid
from control_plane.core.secrets_box import SecretsBox, SecretUnreadable
from control_plane.features.events import service as events
from control_plane.features.versions.service import record_audit
from control_plane.features.webhooks.choosing import topics_of, unknown
from control_plane.features.webhooks.models import Attempt, Webhook
from control_plane.features.webhooks.payload import TemplateFails, check_template
from control_plane.features.webhooks.queries import get_webhook
from control_plane.features.webhooks.schemas import NewWebhook, WebhookChange
from control_plane.features.webhooks.signing import new_secret
from tenants.extend.events.webhooks import WebhookTested
from wire.outward import NotAllowed, is_public, parsed

MOST: Final = 20
OVERLAP: Final = timedelta(hours=24)
"""How long the former secret signs beside the new one."""
PAUSE_AFTER: Final = 3
"""Events given up in a row."""


class TooManyWebhooks(Conflict):
    code, title = "too-many-webhooks", "There are too many webhooks"


@dataclass(frozen=True)
class WithSecret:
    """A webhook with its secret: to be shown now, it is stored encrypted and not shown again."""

    webhook: Webhook
    secret: str


def schemes(ctx: Context) -> frozenset[str]:
    """Which addresses may be asked: what is told is nobody else's business, so it travels encrypted."""
    return frozenset({"http", "https"} if ctx.settings.private_webhooks else {"https"})


def add_webhook(ctx: Context, company_id: str, wish: NewWebhook) -> WithSecret:
    """Raises Invalid, TooManyWebhooks."""
    many = ctx.session.scalar(select(func.count()).select_from(Webhook).where(Webhook.company_id == company_id)) or 0
    if many >= MOST:
        raise TooManyWebhooks(f"A company has at most {MOST} webhooks; remove one that is not needed.")
    webhook = Webhook(
        company_id=company_id,
        id=new_id(),
        given_up_in_row=0,
        created_at=ctx.clock(),
        former_box=None,
        former_until=None,
    )
    _assign(ctx, webhook, wish.name, wish.url, wish.topics, wish.template)
    secret = _new_secret(ctx, webhook)
    ctx.session.add(webhook)
    record_audit(ctx, company_id, f"Webhook {wish.name} added")
    ctx.session.flush()
    return WithSecret(webhook, secret)


def change_webhook(ctx: Context, company_id: str, webhook_id: str, wish: WebhookChange) -> Webhook:
    """What is left out stays; an empty template sends the event itself. Raises NotFound, Invalid."""
    webhook = get_webhook(ctx, company_id, webhook_id)
    template = wish.template if "template" in wish.model_fields_set else webhook.template
    _assign(ctx, webhook, wish.name or webhook.name, wish.url or webhook.url, wish.topics or webhook.topics, template)
    record_audit(ctx, company_id, f"Webhook {webhook.name} changed")
    return webhook


def remove_webhook(ctx: Context, company_id: str, webhook_id: str) -> None:
    """What still waits for it is forgotten. Raises NotFound."""
    webhook = get_webhook(ctx, company_id, webhook_id)
    events.forget_listener(ctx, company_id, webhook.listener)
    ctx.session.delete(webhook)
    record_audit(ctx, company_id, f"Webhook {webhook.name} removed")


def renew_secret(ctx: Context, company_id: str, webhook_id: str) -> WithSecret:
    """A new secret; for a day deliveries are signed with the former one, too. Raises NotFound."""
    webhook = get_webhook(ctx, company_id, webhook_id)
    webhook.former_box, webhook.former_until = webhook.secret_box, ctx.clock() + OVERLAP
    secret = _new_secret(ctx, webhook)
    record_audit(ctx, company_id, f"New secret for webhook {webhook.name}")
    return WithSecret(webhook, secret)


def pause(ctx: Context, company_id: str, webhook_id: str) -> Webhook:
    """Its events wait. Raises NotFound."""
    webhook = get_webhook(ctx, company_id, webhook_id)
    events.hold(ctx, company_id, webhook.listener, "by hand")
    record_audit(ctx, company_id, f"Webhook {webhook.name} paused")
    return webhook


def resume(ctx: Context, company_id: str, webhook_id: str) -> Webhook:
    """What has waited goes out, the oldest first. Raises NotFound."""
    webhook = get_webhook(ctx, company_id, webhook_id)
    webhook.given_up_in_row = 0
    events.release(ctx, company_id, webhook.listener)
    record_audit(ctx, company_id, f"Webhook {webhook.name} resumed")
    return webhook


def send_test(ctx: Context, company_id: str, webhook_id: str) -> str:
    """An event of the topic `webhook.tested` for this webhook alone. Returns the delivery's id. Raises NotFound."""
    webhook = get_webhook(ctx, company_id, webhook_id)
    event = WebhookTested(**events.occasion(ctx, company_id), webhook=webhook.id)
    (delivery,) = events.store(ctx, event, [webhook.listener])
    return delivery


def secrets_of(ctx: Context, webhook: Webhook) -> list[str]:
    """With which deliveries are signed now, the newest first. Raises SecretUnreadable."""
    boxes = [webhook.secret_box]
    if webhook.former_box is not None and webhook.former_until is not None and ctx.clock() < webhook.former_until:
        boxes.append(webhook.former_box)
    return [_unlocked(ctx, webhook, box) for box in boxes]


def attempted(ctx: Context, webhook: Webhook, attempt: Attempt, *, delivered: bool, dead: bool, gone: bool) -> None:
    """Keep the attempt; after PAUSE_AFTER events given up in a row, or when the other side said it is gone, pause."""
    ctx.session.add(attempt)
    webhook.given_up_in_row = 0 if delivered else webhook.given_up_in_row + dead
    if gone:
        events.hold(ctx, webhook.company_id, webhook.listener, "the other side answered that it is gone (410)")
    elif webhook.given_up_in_row >= PAUSE_AFTER:
        events.hold(ctx, webhook.company_id, webhook.listener, f"{PAUSE_AFTER} events in a row could not be delivered")


def _assign(ctx: Context, webhook: Webhook, name: str, url: str, topics: list[str], template: str | None) -> None:
    _check_url(ctx, url)
    if wrong := unknown(topics):
        raise Invalid.one(
            "topics", "unknown-topic", f"There is no topic {wrong[0]!r}; /api/v1/event-topics lists them."
        )
    if template:
        try:
            check_template(template, topics_of(topics))
        except TemplateFails as problem:
            raise Invalid.one("template", "template-fails", f"The template cannot be used: {problem}") from None
    webhook.name, webhook.url, webhook.topics = name, url, list(dict.fromkeys(topics))
    webhook.template = template or None


def _check_url(ctx: Context, text: str) -> None:
    """What can be told without asking the network; names are resolved at each delivery. Raises Invalid."""
    try:
        url = parsed(text, schemes(ctx))
    except NotAllowed as problem:
        raise Invalid.one("url", "bad-address", f"The webhook cannot be sent there: {problem}.") from None
    try:
        ipaddress.ip_address(url.host)
    except ValueError:
        return
    if not (ctx.settings.private_webhooks or is_public(url.host)):
        raise Invalid.one("url", "inner-address", "This address is inside a private network; give a public one.")


def _new_secret(ctx: Context, webhook: Webhook) -> str:
    secret = new_secret()
    webhook.secret_box = SecretsBox(ctx.settings.secrets_key).lock(secret, _owner(webhook))
    return secret


def _unlocked(ctx: Context, webhook: Webhook, box: bytes) -> str:
    keys = (ctx.settings.secrets_key, *ctx.settings.older_secrets_keys)
    for key in keys:
        try:
            return SecretsBox(key).unlock(box, _owner(webhook))
        except SecretUnreadable:
            if key == keys[-1]:
                raise
    raise AssertionError("there is always one key")


def _owner(webhook: Webhook) -> str:
    return f"webhook:{webhook.company_id}:{webhook.id}"
