"""Each menu, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from carillon_client.generated.values import Destination, Prompt
from carillon_client.lists import Collection
from carillon_client.things import Thing
from carillon_client.values import Value


class MenuChoice(Value):
    """One digit (or several, such as `12`). `language` is chosen for the rest of the call."""

    digits: str
    """Digits"""
    destination: Destination
    """Destination"""
    language: str | None = None
    """Language"""
    label: str | None = None
    """What the choice means, for reports and the journey. 1 to 100 characters."""


class Menu(Thing):
    """Menu"""

    _FIELDS = (
        "custom",
        "id",
        "name",
        "number",
        "greeting",
        "choices",
        "dial_employees",
        "wait_seconds",
        "attempts",
        "wrong",
        "on_silence",
        "on_wrong",
    )
    _KEY = "id"
    _NEW = frozenset(
        (
            "custom",
            "name",
            "number",
            "greeting",
            "choices",
            "dial_employees",
            "wait_seconds",
            "attempts",
            "wrong",
            "on_silence",
            "on_wrong",
        )
    )
    _DEFAULTS = {
        "custom": {},
        "number": None,
        "greeting": None,
        "choices": [],
        "dial_employees": False,
        "wait_seconds": 5,
        "attempts": 3,
        "wrong": None,
        "on_silence": None,
        "on_wrong": None,
    }
    _CHANGE = frozenset(
        (
            "custom",
            "name",
            "number",
            "greeting",
            "choices",
            "dial_employees",
            "wait_seconds",
            "attempts",
            "wrong",
            "on_silence",
            "on_wrong",
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
    greeting: Prompt | None
    """Greeting"""
    choices: list[MenuChoice]
    """Choices. At most 40 of them."""
    dial_employees: bool
    """Callers may dial short numbers of the company. Default: False."""
    wait_seconds: int
    """After the greeting, for the first digit. 1 to 60. Default: 5."""
    attempts: int
    """How often the greeting is played before the call goes on. 1 to 10. Default: 3."""
    wrong: Prompt | None
    """Said after a wrong digit; None: the built-in sentence."""
    on_silence: Destination | None
    """On silence"""
    on_wrong: Destination | None
    """After the last attempt; None: the same as `on_silence`, and without that the call ends with a sentence."""


class NewMenu(TypedDict, total=False):
    """What `menus.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str | None
    greeting: Prompt | None
    choices: list[MenuChoice]
    dial_employees: bool
    wait_seconds: int
    attempts: int
    wrong: Prompt | None
    on_silence: Destination | None
    on_wrong: Destination | None


class Menus(Collection[Menu]):
    """Each menu, by name."""

    _THING = Menu
    _PATH = "menus"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewMenu]) -> Menu:
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
                "greeting",
                "choices",
                "dial_employees",
                "wait_seconds",
                "attempts",
                "wrong",
                "on_silence",
                "on_wrong",
            ]
        ]
        | None = None,
        search: str | None = None,
    ) -> Iterator[Menu]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
