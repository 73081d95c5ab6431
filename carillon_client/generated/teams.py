"""Each team, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, TypedDict, Unpack

from carillon_client.generated.values import Destination, RecordingPolicy
from carillon_client.lists import Collection
from carillon_client.things import Thing

TeamOrder: TypeAlias = Literal["all", "in-order", "random", "least-recent", "round-robin"]
"""Who of a team rings first."""


class Team(Thing):
    """Rings its members and, when nobody takes the call, sends it to `overflow`."""

    _FIELDS = (
        "custom",
        "id",
        "name",
        "number",
        "order",
        "members",
        "ring_seconds",
        "rounds",
        "skip_busy",
        "prefix",
        "music",
        "overflow",
        "record",
    )
    _KEY = "id"
    _NEW = frozenset(
        (
            "custom",
            "name",
            "number",
            "order",
            "members",
            "ring_seconds",
            "rounds",
            "skip_busy",
            "prefix",
            "music",
            "overflow",
            "record",
        )
    )
    _DEFAULTS = {
        "custom": {},
        "number": None,
        "order": "all",
        "members": [],
        "ring_seconds": 20,
        "rounds": 1,
        "skip_busy": True,
        "prefix": "",
        "music": None,
        "overflow": None,
        "record": "never",
    }
    _CHANGE = frozenset(
        (
            "custom",
            "name",
            "number",
            "order",
            "members",
            "ring_seconds",
            "rounds",
            "skip_busy",
            "prefix",
            "music",
            "overflow",
            "record",
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
    order: TeamOrder
    """Order. Default: 'all'."""
    members: list[Destination]
    """Employees, and teams whose members ring as if they were named here. At most 100 of them."""
    ring_seconds: int
    """Altogether with ALL, else for each member. 5 to 180. Default: 20."""
    rounds: int
    """Not with ALL: how often everybody gets a turn. 1 to 10. Default: 1."""
    skip_busy: bool
    """Skip busy. Default: True."""
    prefix: str
    """Shown before the caller's name, such as `Sales: `. At most 20 characters."""
    music: str | None
    """Hold music instead of the ringing tone."""
    overflow: Destination | None
    """Overflow"""
    record: RecordingPolicy
    """Record. Default: 'never'."""


class NewTeam(TypedDict, total=False):
    """What `teams.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str | None
    order: TeamOrder
    members: list[Destination]
    ring_seconds: int
    rounds: int
    skip_busy: bool
    prefix: str
    music: str | None
    overflow: Destination | None
    record: RecordingPolicy


class Teams(Collection[Team]):
    """Each team, by name."""

    _THING = Team
    _PATH = "teams"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewTeam]) -> Team:
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
                "order",
                "members",
                "ring_seconds",
                "rounds",
                "skip_busy",
                "prefix",
                "music",
                "overflow",
                "record",
            ]
        ]
        | None = None,
        search: str | None = None,
    ) -> Iterator[Team]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
