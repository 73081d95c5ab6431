"""Each route, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias, TypedDict, Unpack

from carillon_client.generated.values import CallType
from carillon_client.lists import Collection
from carillon_client.things import Thing

LineChoice: TypeAlias = Literal["in-order", "least-cost"]


class Route(Thing):
    """An outbound rule. Of those that fit the lowest `position` is used; if none fits, all lines in order."""

    _FIELDS = (
        "id",
        "name",
        "position",
        "prefixes",
        "length_min",
        "length_max",
        "types",
        "hours",
        "lines",
        "choice",
        "strip",
        "prepend",
        "plus",
    )
    _KEY = "id"
    _NEW = frozenset(
        (
            "name",
            "position",
            "prefixes",
            "length_min",
            "length_max",
            "types",
            "hours",
            "lines",
            "choice",
            "strip",
            "prepend",
            "plus",
        )
    )
    _DEFAULTS = {
        "position": 100,
        "prefixes": [],
        "length_min": 0,
        "length_max": 15,
        "types": [],
        "hours": None,
        "choice": "in-order",
        "strip": 0,
        "prepend": None,
        "plus": True,
    }
    _CHANGE = frozenset(
        (
            "name",
            "position",
            "prefixes",
            "length_min",
            "length_max",
            "types",
            "hours",
            "lines",
            "choice",
            "strip",
            "prepend",
            "plus",
        )
    )

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    position: int
    """Position. 0 to 1000. Default: 100."""
    prefixes: list[str]
    """Empty: all numbers. At most 200 of them."""
    length_min: int
    """Length min. 0 to 15. Default: 0."""
    length_max: int
    """Digits after the plus. 0 to 15. Default: 15."""
    types: list[CallType]
    """Empty: all. At most 6 of them."""
    hours: str | None
    """Only while this schedule is open."""
    lines: list[str]
    """Lines. 1 to 20 of them."""
    choice: LineChoice
    """Choice. Default: 'in-order'."""
    strip: int
    """Digits taken away after the plus before the provider gets the number. 0 to 15. Default: 0."""
    prepend: str | None
    """Prepend"""
    plus: bool
    """Whether the provider gets the number with its plus. Default: True."""


class NewRoute(TypedDict, total=False):
    """What `routes.new()` takes."""

    name: str
    position: int
    prefixes: list[str]
    length_min: int
    length_max: int
    types: list[CallType]
    hours: str | None
    lines: list[str]
    choice: LineChoice
    strip: int
    prepend: str | None
    plus: bool


class Routes(Collection[Route]):
    """Each route, by name."""

    _THING = Route
    _PATH = "routes"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewRoute]) -> Route:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[
            Literal[
                "id",
                "name",
                "position",
                "prefixes",
                "length_min",
                "length_max",
                "types",
                "hours",
                "lines",
                "choice",
                "strip",
                "prepend",
                "plus",
            ]
        ]
        | None = None,
        search: str | None = None,
    ) -> Iterator[Route]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
