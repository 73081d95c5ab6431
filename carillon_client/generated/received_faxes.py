"""Faxes that came in, the newest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal, cast

from carillon_client.connection import place
from carillon_client.generated.values import LinkOut
from carillon_client.lists import Listing
from carillon_client.things import Thing


class ReceivedFax(Thing):
    """A fax that comes in is sent on by e-mail."""

    _FIELDS = ("id", "fax", "call", "at", "pages", "bytes", "number", "custom", "name", "email")
    _KEY = "id"

    id: str
    """Id"""
    fax: str
    """The fax object that took it: its id"""
    call: str
    """Call"""
    at: datetime
    """At"""
    pages: int
    """Pages"""
    bytes: int
    """Of the PDF"""
    number: str | None
    """The sender's, as shown"""
    custom: dict[str, Any]
    """Custom"""
    name: str
    """Name. 1 to 100 characters."""
    email: str
    """Email"""

    def link(self) -> LinkOut:
        """A link to the PDF, good for a quarter of an hour."""
        return cast(LinkOut, self._act("POST", place("link"), LinkOut))


class ReceivedFaxes(Listing[ReceivedFax]):
    """Faxes that came in, the newest first."""

    _THING = ReceivedFax
    _PATH = "received-faxes"

    def where(
        self,
        *,
        sort: Literal["-at", "at"] | None = None,
        fields: list[Literal["id", "fax", "call", "at", "pages", "bytes", "number"]] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[ReceivedFax]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `since`: That began then or later. `until`: That began before then.
        """
        return self._walk({"sort": sort, "fields": fields, "since": since, "until": until})
