"""One delivery of one event to one webhook."""

import asyncio
import time
from datetime import datetime
from typing import Final

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.features.events.models import StoredEvent, Task
from control_plane.features.events.telling import GiveUp
from control_plane.features.webhooks.models import Attempt, Webhook
from control_plane.features.webhooks.payload import TemplateFails, body
from control_plane.features.webhooks.service import attempted, schemes, secrets_of
from control_plane.features.webhooks.signing import signed_headers
from wire.outward import Answered, NotAllowed, post

SECONDS: Final = 15.0
ANSWER_MAX: Final = 64 * 1024
KEPT: Final = 500
PAUSES: Final = (5.0, 60.0, 300.0, 1800.0, 7200.0, 18_000.0, 28_800.0)
"""Seconds between attempts, from 5 s to 8 h: eight attempts within sixteen hours."""


class NotDelivered(Exception):
    """There was an answer, and it was not 2xx."""


def webhook_teller(ctx: Context, task: Task, event: StoredEvent) -> "WebhookTeller | None":
    """None when the webhook was removed. Raises SecretUnreadable."""
    webhook = ctx.session.get(Webhook, (task.company_id, task.listener.partition(":")[2]))
    return WebhookTeller(ctx, task, event, webhook) if webhook is not None else None


class WebhookTeller:
    """Everything that a delivery needs is read before; while it waits for the other side no transaction is open."""

    pauses = PAUSES

    def __init__(self, ctx: Context, task: Task, event: StoredEvent, webhook: Webhook) -> None:
        self._task, self._url, self._template = task, webhook.url, webhook.template
        self._topic, self._data, self._event = event.topic, event.data, event.id
        self._webhook = (webhook.company_id, webhook.id)
        self._secrets = secrets_of(ctx, webhook)
        self._schemes, self._private = schemes(ctx), ctx.settings.private_webhooks
        self._longest = ctx.settings.listener_seconds / 2
        self._began: datetime = ctx.clock()
        self._milliseconds, self._answered = 0, Answered(0, b"", False)

    def tell(self) -> None:
        """Raises GiveUp for what is the same each time, NotDelivered and Unusable for what may be better later."""
        try:
            content = body(self._template, self._topic, self._data)
        except TemplateFails as problem:
            raise GiveUp(f"the template cannot be used: {problem}") from None
        headers = signed_headers(self._secrets, self._event, int(self._began.timestamp()), content)
        began = time.monotonic()
        try:
            self._answered = asyncio.run(self._post(content, headers))
        except NotAllowed as problem:
            raise GiveUp(f"it was not sent: {problem}") from None
        finally:
            self._milliseconds = round((time.monotonic() - began) * 1000)
        self._judge(self._answered.status)

    async def _post(self, content: bytes, headers: dict[str, str]) -> Answered:
        return await post(
            self._url,
            content,
            seconds=min(SECONDS, self._longest),
            answer_max=ANSWER_MAX,
            headers=headers,
            schemes=self._schemes,
            private=self._private,
        )

    @staticmethod
    def _judge(status: int) -> None:
        if 200 <= status < 300:
            return
        if status == 410:
            raise GiveUp("the other side answered that it is gone (410)")
        if 300 <= status < 400:
            raise NotDelivered(f"answered {status}; redirects are not followed, give the address itself")
        raise NotDelivered(f"answered {status}")

    def note(self, ctx: Context, problem: str, *, dead: bool) -> None:
        webhook = ctx.session.get(Webhook, self._webhook, with_for_update=True, populate_existing=True)
        if webhook is None:
            return
        answered = self._answered
        attempt = Attempt(
            id=new_id(),
            company_id=webhook.company_id,
            webhook_id=webhook.id,
            task_id=self._task.id,
            at=self._began,
            milliseconds=self._milliseconds,
            status=answered.status or None,
            problem=problem[:KEPT],
            answer=_shown(answered.body),
        )
        attempted(ctx, webhook, attempt, delivered=not problem, dead=dead, gone=answered.status == 410)


def _shown(answer: bytes) -> str:
    """The beginning, as text that can be stored and looked at."""
    text = answer[: KEPT * 4].decode("utf-8", "replace")
    return "".join(each if each.isprintable() or each == "\n" else " " for each in text)[:KEPT]
