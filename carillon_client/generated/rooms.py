"""Each room, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from carillon_client.lists import Collection
from carillon_client.things import Thing


class Room(Thing):
    """Room"""

    _FIELDS = (
        "custom",
        "id",
        "name",
        "number",
        "has_pin",
        "has_host_pin",
        "hosts",
        "wait_for_host",
        "mute_on_entry",
        "record",
        "people_max",
        "pin",
        "host_pin",
    )
    _KEY = "id"
    _NEW = frozenset(
        (
            "custom",
            "name",
            "number",
            "pin",
            "host_pin",
            "hosts",
            "wait_for_host",
            "mute_on_entry",
            "record",
            "people_max",
        )
    )
    _DEFAULTS = {
        "custom": {},
        "number": None,
        "pin": None,
        "host_pin": None,
        "hosts": [],
        "wait_for_host": False,
        "mute_on_entry": False,
        "record": False,
        "people_max": 50,
    }
    _CHANGE = frozenset(
        (
            "custom",
            "name",
            "number",
            "pin",
            "host_pin",
            "hosts",
            "wait_for_host",
            "mute_on_entry",
            "record",
            "people_max",
        )
    )

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str | None
    """Number"""
    has_pin: bool
    """Whether there is one; it is never shown. Only read."""
    has_host_pin: bool
    """Whether there is one; it is never shown. Only read."""
    hosts: list[str]
    """Employees who are hosts without a PIN. At most 50 of them."""
    wait_for_host: bool
    """Wait for host. Default: False."""
    mute_on_entry: bool
    """Mute on entry. Default: False."""
    record: bool
    """Record. Default: False."""
    people_max: int
    """People max. 2 to 200. Default: 50."""
    pin: str | None
    """Pin"""
    host_pin: str | None
    """Host pin"""


class NewRoom(TypedDict, total=False):
    """What `rooms.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str | None
    pin: str | None
    host_pin: str | None
    hosts: list[str]
    wait_for_host: bool
    mute_on_entry: bool
    record: bool
    people_max: int


class Rooms(Collection[Room]):
    """Each room, by name."""

    _THING = Room
    _PATH = "rooms"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewRoom]) -> Room:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[
            Literal[
                "custom",
                "id",
                "name",
                "number",
                "has_pin",
                "has_host_pin",
                "hosts",
                "wait_for_host",
                "mute_on_entry",
                "record",
                "people_max",
            ]
        ]
        | None = None,
        search: str | None = None,
    ) -> Iterator[Room]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
