"""Who was told of which event, the newest first. Generated from the API's description by `make client`; do not
edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal, TypeAlias

from carillon_client.connection import place
from carillon_client.lists import Listing
from carillon_client.things import Thing

TaskState: TypeAlias = Literal["waiting", "done", "dead"]


class Delivery(Thing):
    """Who was told of which event, the newest first."""

    _FIELDS = ("id", "listener", "state", "topic", "event", "at", "attempts", "due_at", "problem")
    _KEY = "id"

    id: str
    """Id"""
    listener: str
    """`webhook:<id>`, or the name of a customisation's listener"""
    state: TaskState
    """State"""
    topic: str
    """Topic"""
    event: dict[str, Any]
    """The event's data"""
    at: datetime
    """When it happened"""
    attempts: int
    """Attempts"""
    due_at: datetime | None
    """When it is tried next; null: it is settled"""
    problem: str
    """Why it was not delivered yet; empty: nothing went wrong"""

    def resend(self) -> None:
        """Send once more what was given up."""
        self._act("POST", place("resend"), None)


class Deliveries(Listing[Delivery]):
    """Who was told of which event, the newest first."""

    _THING = Delivery
    _PATH = "deliveries"
    _ONE = False

    def where(self, *, webhook: str | None = None, state: TaskState | None = None) -> Iterator[Delivery]:
        """Those for which all of this holds. `webhook`: Of this webhook only: its id. `state`: `dead`: given
        up, can be sent again.
        """
        return self._walk({"webhook": webhook, "state": state})
