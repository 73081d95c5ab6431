"""Recordings, the newest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, cast

from carillon_client.connection import place
from carillon_client.generated.values import LinkOut
from carillon_client.lists import Listing
from carillon_client.things import Thing


class Recording(Thing):
    """Recordings, the newest first."""

    _FIELDS = ("id", "call", "at", "seconds", "bytes", "object_kind", "object_id", "number", "name", "legal_hold")
    _KEY = "id"
    _CHANGE = frozenset(("legal_hold",))

    id: str
    """Id. Only read."""
    call: str
    """Joins the recordings of one conversation, whatever transfers happened. Only read."""
    at: datetime
    """At. Only read."""
    seconds: float
    """Seconds. Only read."""
    bytes: int
    """Bytes. Only read."""
    object_kind: str
    """Who wanted it: employee, number, team, waiting-line. Only read."""
    object_id: str
    """Object id. Only read."""
    number: str
    """The caller's, as shown. Only read."""
    name: str
    """Name. Only read."""
    legal_hold: bool
    """Kept, whatever the company's retention says"""

    def link(self) -> LinkOut:
        """A link to listen with, good for a quarter of an hour."""
        return cast(LinkOut, self._act("POST", place("link"), LinkOut))


class Recordings(Listing[Recording]):
    """Recordings, the newest first."""

    _THING = Recording
    _PATH = "recordings"

    def where(
        self,
        *,
        sort: Literal["-at", "at"] | None = None,
        fields: list[
            Literal["id", "call", "at", "seconds", "bytes", "object_kind", "object_id", "number", "name", "legal_hold"]
        ]
        | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        call: str | None = None,
    ) -> Iterator[Recording]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `since`: That began then or later. `until`: That began before then.
        `call`: Of this conversation only: the `call` of a call.
        """
        return self._walk({"sort": sort, "fields": fields, "since": since, "until": until, "call": call})
