"""Webhooks over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import page_out
from control_plane.core.context import Context
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.events.queries import hold_of
from control_plane.features.webhooks import queries, service
from control_plane.features.webhooks.models import Webhook
from control_plane.features.webhooks.schemas import (
    AttemptOut,
    AttemptPage,
    NewWebhook,
    TestSent,
    WebhookChange,
    WebhookOut,
    WebhookPage,
    WebhookSecret,
)

api = APIBlueprint("webhooks_api", __name__, url_prefix="/api/v1/companies/<company>/webhooks", tag="Webhooks")
WebhookQuery = queries.WEBHOOKS.query("WebhookQuery", WebhookOut)
AttemptQuery = queries.ATTEMPTS.query("AttemptQuery", AttemptOut)


@api.get("")
@sparse
@api.input(WebhookQuery, location="query")
@api.output(WebhookPage)
@api.doc(operation_id="listWebhooks", summary="Webhooks, the oldest first")
@allow(Permission.READ_COMPANY)
def list_webhooks(company: str, query_data: PageQuery) -> Any:
    ctx = context()
    page = queries.list_webhooks(ctx, company, **asked(query_data))
    return {"items": [shown(ctx, webhook) for webhook in page.items], "next_cursor": page.next_cursor}


@api.post("")
@idempotent
@api.input(NewWebhook)
@api.output(WebhookSecret, status_code=201)
@api.doc(operation_id="addWebhook", summary="Add a webhook; its secret is shown once")
@allow(Permission.CHANGE_COMPANY)
def add_webhook(company: str, json_data: NewWebhook) -> Any:
    ctx = context()
    made = service.add_webhook(ctx, company, json_data)
    return shown(ctx, made.webhook) | {"secret": made.secret}


@api.get("/<webhook>")
@api.output(WebhookOut)
@api.doc(operation_id="getWebhook", summary="One webhook")
@allow(Permission.READ_COMPANY)
def get_webhook(company: str, webhook: str) -> Any:
    ctx = context()
    return shown(ctx, queries.get_webhook(ctx, company, webhook))


@api.patch("/<webhook>")
@api.input(WebhookChange)
@api.output(WebhookOut)
@api.doc(operation_id="changeWebhook", summary="Change a webhook")
@allow(Permission.CHANGE_COMPANY)
def change_webhook(company: str, webhook: str, json_data: WebhookChange) -> Any:
    ctx = context()
    return shown(ctx, service.change_webhook(ctx, company, webhook, json_data))


@api.delete("/<webhook>")
@api.output({}, status_code=204)
@api.doc(operation_id="removeWebhook", summary="Remove a webhook and what waits for it")
@allow(Permission.CHANGE_COMPANY)
def remove_webhook(company: str, webhook: str) -> Any:
    service.remove_webhook(context(), company, webhook)
    return ""


@api.post("/<webhook>/secret")
@idempotent
@api.output(WebhookSecret)
@api.doc(operation_id="renewWebhookSecret", summary="A new secret; the former one signs for one day more, too")
@allow(Permission.CHANGE_COMPANY)
def renew_secret(company: str, webhook: str) -> Any:
    ctx = context()
    made = service.renew_secret(ctx, company, webhook)
    return shown(ctx, made.webhook) | {"secret": made.secret}


@api.post("/<webhook>/test")
@idempotent
@api.output(TestSent)
@api.doc(operation_id="testWebhook", summary="Send a test event to this webhook")
@allow(Permission.CHANGE_COMPANY)
def test_webhook(company: str, webhook: str) -> Any:
    return {"delivery": service.send_test(context(), company, webhook)}


@api.post("/<webhook>/pause")
@idempotent
@api.output(WebhookOut)
@api.doc(operation_id="pauseWebhook", summary="Let its events wait")
@allow(Permission.CHANGE_COMPANY)
def pause_webhook(company: str, webhook: str) -> Any:
    ctx = context()
    return shown(ctx, service.pause(ctx, company, webhook))


@api.post("/<webhook>/resume")
@idempotent
@api.output(WebhookOut)
@api.doc(operation_id="resumeWebhook", summary="Deliver again, first what has waited")
@allow(Permission.CHANGE_COMPANY)
def resume_webhook(company: str, webhook: str) -> Any:
    ctx = context()
    return shown(ctx, service.resume(ctx, company, webhook))


@api.get("/<webhook>/attempts")
@sparse
@api.input(AttemptQuery, location="query")
@api.output(AttemptPage)
@api.doc(operation_id="listWebhookAttempts", summary="How deliveries went, the newest first")
@allow(Permission.READ_COMPANY)
def list_attempts(company: str, webhook: str, query_data: PageQuery) -> Any:
    ctx = context()
    queries.get_webhook(ctx, company, webhook)
    return page_out(queries.list_attempts(ctx, company, webhook, **asked(query_data)))


def shown(ctx: Context, webhook: Webhook) -> dict[str, Any]:
    """The plain data of WebhookOut."""
    ctx.session.flush()
    held = hold_of(ctx, webhook.company_id, webhook.listener)
    data = {name: getattr(webhook, name) for name in WebhookOut.model_fields if name != "paused"}
    return data | {"paused": held.why if held is not None else None}
