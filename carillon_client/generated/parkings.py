"""Each parking, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from carillon_client.generated.values import Destination
from carillon_client.lists import Collection
from carillon_client.things import Thing


class Parking(Thing):
    """Calling or transferring to `number` parks in the first free slot; dialling a slot fetches the call."""

    _FIELDS = ("custom", "id", "name", "number", "first_slot", "slots", "return_seconds", "return_to", "music")
    _KEY = "id"
    _NEW = frozenset(("custom", "name", "number", "first_slot", "slots", "return_seconds", "return_to", "music"))
    _DEFAULTS = {"custom": {}, "slots": 10, "return_seconds": 60, "return_to": None, "music": None}
    _CHANGE = frozenset(("custom", "name", "number", "first_slot", "slots", "return_seconds", "return_to", "music"))

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str
    """Number"""
    first_slot: int
    """First slot"""
    slots: int
    """Slots. 1 to 50. Default: 10."""
    return_seconds: int
    """Return seconds. 10 to 3600. Default: 60."""
    return_to: Destination | None
    """None: to whoever parked it."""
    music: str | None
    """Music"""


class NewParking(TypedDict, total=False):
    """What `parkings.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str
    first_slot: int
    slots: int
    return_seconds: int
    return_to: Destination | None
    music: str | None


class Parkings(Collection[Parking]):
    """Each parking, by name."""

    _THING = Parking
    _PATH = "parkings"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewParking]) -> Parking:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[
            Literal["custom", "id", "name", "number", "first_slot", "slots", "return_seconds", "return_to", "music"]
        ]
        | None = None,
        search: str | None = None,
    ) -> Iterator[Parking]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
