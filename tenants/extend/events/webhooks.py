"""The event that a person asks for to try out a webhook."""

from typing import Any, ClassVar

from tenants.extend.events.event import Event


class WebhookTested(Event):
    """Somebody pressed "Send a test event". Only that webhook gets it, whatever topics it wants."""

    topic: ClassVar[str] = "webhook.tested"
    sample: ClassVar[dict[str, Any]] = {"webhook": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1daa"}

    webhook: str
