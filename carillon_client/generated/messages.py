"""Messages in mailboxes, the newest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, cast

from carillon_client.connection import place
from carillon_client.generated.values import LinkOut
from carillon_client.lists import Listing
from carillon_client.things import Thing


class Message(Thing):
    """Messages in mailboxes, the newest first."""

    _FIELDS = ("id", "mailbox", "call", "at", "seconds", "number", "name", "heard_at", "heard")
    _KEY = "id"
    _CHANGE = frozenset(("heard",))

    id: str
    """Id. Only read."""
    mailbox: str
    """The mailbox's id. Only read."""
    call: str
    """The call in which it was left. Only read."""
    at: datetime
    """At. Only read."""
    seconds: float
    """Seconds. Only read."""
    number: str
    """The caller's, as shown. Only read."""
    name: str
    """Name. Only read."""
    heard_at: datetime | None
    """When somebody first listened; null: new. Only read."""
    heard: Literal[True]
    """Nobody needs to listen any more; the lamps go out"""

    def link(self) -> LinkOut:
        """A link to listen with, good for a quarter of an hour."""
        return cast(LinkOut, self._act("POST", place("link"), LinkOut))


class Messages(Listing[Message]):
    """Messages in mailboxes, the newest first."""

    _THING = Message
    _PATH = "messages"

    def where(
        self,
        *,
        sort: Literal["-at", "at"] | None = None,
        fields: list[Literal["id", "mailbox", "call", "at", "seconds", "number", "name", "heard_at"]] | None = None,
        mailbox: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[Message]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `mailbox`: Of this mailbox only: its id. `since`: That began then
        or later. `until`: That began before then.
        """
        return self._walk({"sort": sort, "fields": fields, "mailbox": mailbox, "since": since, "until": until})
