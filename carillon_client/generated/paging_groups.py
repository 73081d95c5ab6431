"""Each paging, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from carillon_client.lists import Collection
from carillon_client.things import Thing


class Paging(Thing):
    """Paging"""

    _FIELDS = ("custom", "id", "name", "number", "members", "two_way", "callers")
    _KEY = "id"
    _NEW = frozenset(("custom", "name", "number", "members", "two_way", "callers"))
    _DEFAULTS = {"custom": {}, "members": [], "two_way": False, "callers": []}
    _CHANGE = frozenset(("custom", "name", "number", "members", "two_way", "callers"))

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str
    """Number"""
    members: list[str]
    """Employees. At most 100 of them."""
    two_way: bool
    """True: they can speak back. Default: False."""
    callers: list[str]
    """Employees who may announce; empty: everybody in the company. At most 100 of them."""


class NewPaging(TypedDict, total=False):
    """What `paging_groups.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str
    members: list[str]
    two_way: bool
    callers: list[str]


class PagingGroups(Collection[Paging]):
    """Each paging, by name."""

    _THING = Paging
    _PATH = "paging-groups"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewPaging]) -> Paging:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["custom", "id", "name", "number", "members", "two_way", "callers"]] | None = None,
        search: str | None = None,
    ) -> Iterator[Paging]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
