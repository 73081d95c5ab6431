"""What people turn by phone."""

from typing import Any, ClassVar

from pydantic import JsonValue

from tenants.extend.events.event import Event
from tenants.model.fields import ObjectId


class SwitchTurned(Event):
    """Somebody turned do not disturb, a forward, presence or opening hours by phone."""

    topic: ClassVar[str] = "switch.turned"
    sample: ClassVar[dict[str, Any]] = {
        "switch": "do-not-disturb",
        "object_id": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d44",
        "value": True,
        "version": 13,
    }

    switch: str
    """`do-not-disturb`, `forward`, `presence` or `closed-now`."""
    object_id: ObjectId
    """The employee, or the opening hours."""
    value: JsonValue
    version: int
    """The first version of the company that knows of it."""
