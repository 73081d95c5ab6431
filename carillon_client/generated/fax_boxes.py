"""Each fax, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from carillon_client.lists import Collection
from carillon_client.things import Thing


class Fax(Thing):
    """A fax that comes in is sent on by e-mail."""

    _FIELDS = ("custom", "id", "name", "number", "email")
    _KEY = "id"
    _NEW = frozenset(("custom", "name", "number", "email"))
    _DEFAULTS = {"custom": {}, "number": None}
    _CHANGE = frozenset(("custom", "name", "number", "email"))

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str | None
    """Number"""
    email: str
    """Email"""


class NewFax(TypedDict, total=False):
    """What `fax_boxes.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str | None
    email: str


class FaxBoxes(Collection[Fax]):
    """Each fax, by name."""

    _THING = Fax
    _PATH = "fax-boxes"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewFax]) -> Fax:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["custom", "id", "name", "number", "email"]] | None = None,
        search: str | None = None,
    ) -> Iterator[Fax]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
