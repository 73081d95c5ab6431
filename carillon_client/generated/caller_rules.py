"""Each caller rule, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from carillon_client.generated.values import Destination, Treatment
from carillon_client.lists import Collection
from carillon_client.things import Thing


class CallerRule(Thing):
    """Callers whose number begins with `prefix`; the longest prefix wins, and ALLOW makes an exception."""

    _FIELDS = ("id", "name", "prefix", "treatment", "destination", "numbers")
    _KEY = "id"
    _NEW = frozenset(("name", "prefix", "treatment", "destination", "numbers"))
    _DEFAULTS = {"treatment": "block", "destination": None, "numbers": []}
    _CHANGE = frozenset(("name", "prefix", "treatment", "destination", "numbers"))

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    prefix: str
    """Prefix"""
    treatment: Treatment
    """Treatment. Default: 'block'."""
    destination: Destination | None
    """With SEND."""
    numbers: list[str]
    """Only for calls to these numbers of the company; empty: all. At most 500 of them."""


class NewCallerRule(TypedDict, total=False):
    """What `caller_rules.new()` takes."""

    name: str
    prefix: str
    treatment: Treatment
    destination: Destination | None
    numbers: list[str]


class CallerRules(Collection[CallerRule]):
    """Each caller rule, by name."""

    _THING = CallerRule
    _PATH = "caller-rules"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewCallerRule]) -> CallerRule:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["id", "name", "prefix", "treatment", "destination", "numbers"]] | None = None,
        search: str | None = None,
    ) -> Iterator[CallerRule]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
