"""Each short code, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias, TypedDict, Unpack

from carillon_client.lists import Collection
from carillon_client.things import Thing

Service: TypeAlias = Literal[
    "do-not-disturb",
    "forward-always",
    "forward-busy",
    "forward-no-answer",
    "forward-unreachable",
    "mailbox",
    "to-mailbox",
    "pickup-any",
    "pickup",
    "park",
    "intercom",
    "speed-dial",
    "agent-login",
    "agent-pause",
    "listen",
    "whisper",
    "barge",
    "callback",
    "wake-up",
    "last-caller",
    "redial",
    "pin-call",
    "record-sound",
    "echo",
    "clock",
    "who-am-i",
    "directory",
]
"""What a short code does. What is dialled after the code is its argument: `*21*` + number, or asked for."""


class ShortCode(Thing):
    """The company's own code for a service, in place of the default; None switches the service off."""

    _FIELDS = ("id", "service", "code")
    _KEY = "id"
    _NEW = frozenset(("service", "code"))
    _DEFAULTS = {"code": None}
    _CHANGE = frozenset(("service", "code"))

    id: str
    """Id. Only read."""
    service: Service
    """Service"""
    code: str | None
    """Code"""


class NewShortCode(TypedDict, total=False):
    """What `short_codes.new()` takes."""

    service: Service
    code: str | None


class ShortCodes(Collection[ShortCode]):
    """Each short code, by name."""

    _THING = ShortCode
    _PATH = "short-codes"

    def new(self, **fields: Unpack[NewShortCode]) -> ShortCode:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["id", "service", "code"]] | None = None,
        search: str | None = None,
    ) -> Iterator[ShortCode]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
