"""Each rate table, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from carillon_client.lists import Collection
from carillon_client.things import Thing
from carillon_client.values import Value


class Rate(Value):
    """Rate"""

    prefix: str
    """Prefix"""
    per_minute: int
    """In ten-thousandths of the company's currency unit."""


class RateTable(Thing):
    """What calls over one line cost; the longest prefix wins."""

    _FIELDS = ("id", "name", "line", "rates")
    _KEY = "id"
    _NEW = frozenset(("name", "line", "rates"))
    _DEFAULTS = {"rates": []}
    _CHANGE = frozenset(("name", "line", "rates"))

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    line: str
    """Line"""
    rates: list[Rate]
    """Rates"""


class NewRateTable(TypedDict, total=False):
    """What `rate_tables.new()` takes."""

    name: str
    line: str
    rates: list[Rate]


class RateTables(Collection[RateTable]):
    """Each rate table, by name."""

    _THING = RateTable
    _PATH = "rate-tables"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewRateTable]) -> RateTable:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["id", "name", "line", "rates"]] | None = None,
        search: str | None = None,
    ) -> Iterator[RateTable]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
