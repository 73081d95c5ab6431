"""One line of the event log as a value. The fields are those of `CEL_FIELDS` in node_agent/asterisk/config/files.py."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

BOOT = "BOOT"
"""Written by our supervisor, not by Asterisk: a new Asterisk starts, so whatever was open is over."""


class NotAnEvent(ValueError):
    """A line that is not an event: a foreign file, or a disk that was full in the middle of it."""

    code = "cel-not-an-event"


@dataclass(frozen=True)
class Event:
    """`at` as Asterisk wrote it, `seconds.microseconds`; it is part of a fact's id."""

    type: str
    at: str
    unique_id: str = ""
    linked_id: str = ""
    channel: str = ""
    account: str = ""
    caller_number: str = ""
    caller_name: str = ""
    extension: str = ""
    context: str = ""
    extra: str = ""

    @property
    def moment(self) -> datetime:
        """To the microsecond, without the rounding of a float."""
        seconds, _, fraction = self.at.partition(".")
        return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(fraction.ljust(6, "0")[:6] or 0))

    @property
    def details(self) -> dict[str, Any]:
        """`extra` as JSON; empty when it is not."""
        try:
            details = json.loads(self.extra) if self.extra else {}
        except ValueError:
            return {}
        return details if isinstance(details, dict) else {}


_FIELDS = {
    "type": "eventtype",
    "at": "eventtime",
    "unique_id": "uniqueid",
    "linked_id": "linkedid",
    "channel": "channame",
    "account": "accountcode",
    "caller_number": "num",
    "caller_name": "name",
    "extension": "exten",
    "context": "context",
    "extra": "eventextra",
}


def parse(line: bytes) -> Event:
    """Raises NotAnEvent."""
    try:
        content = json.loads(line.decode("utf-8", "replace"))
        event = Event(**{name: str(content.get(field, "")) for name, field in _FIELDS.items()})
        _ = event.moment
    except (ValueError, TypeError, AttributeError, OverflowError) as problem:
        raise NotAnEvent("a line of the event log is not an event") from problem
    if not event.type or (event.type != BOOT and not (event.unique_id and event.linked_id)):
        raise NotAnEvent("a line of the event log lacks its type or its ids")
    return event


def boot_line(now: datetime) -> bytes:
    """The line that our supervisor writes before it starts Asterisk."""
    moment = f"{int(now.timestamp())}.{now.microsecond:06d}"
    return json.dumps({"eventtype": BOOT, "eventtime": moment}).encode() + b"\n"
