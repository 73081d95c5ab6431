"""Whether provider lines work, as the nodes of the company see it."""

from typing import Any, ClassVar

from tenants.extend.events.event import Event
from tenants.model.fields import ObjectId

_LINE: dict[str, Any] = {"line": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d88", "name": "City provider", "state": "up"}


class LineEvent(Event):
    """About one provider line; of several nodes the best counts."""

    line: ObjectId
    name: str
    state: str
    """`up`, `refused` (user name or password are wrong) or `silent` (the provider does not answer)."""


class LineDown(LineEvent):
    """A provider line works no longer: calls take another one, or callers hear that it is down."""

    topic: ClassVar[str] = "line.down"
    sample: ClassVar[dict[str, Any]] = _LINE | {"state": "silent"}


class LineUp(LineEvent):
    """A provider line works, for the first time or again."""

    topic: ClassVar[str] = "line.up"
    sample: ClassVar[dict[str, Any]] = _LINE
