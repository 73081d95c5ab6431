"""Each contact, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from carillon_client.lists import Collection
from carillon_client.things import Thing


class Contact(Thing):
    """Its name is shown when this number calls; `speed_dial` is dialled after the short code of speed
    dialling.
    """

    _FIELDS = ("custom", "id", "name", "number", "owner", "speed_dial")
    _KEY = "id"
    _NEW = frozenset(("custom", "name", "number", "owner", "speed_dial"))
    _DEFAULTS = {"custom": {}, "owner": None, "speed_dial": None}
    _CHANGE = frozenset(("custom", "name", "number", "owner", "speed_dial"))

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str
    """Number"""
    owner: str | None
    """An employee: personal. None: the whole company's."""
    speed_dial: str | None
    """Speed dial"""


class NewContact(TypedDict, total=False):
    """What `contacts.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str
    owner: str | None
    speed_dial: str | None


class Contacts(Collection[Contact]):
    """Each contact, by name."""

    _THING = Contact
    _PATH = "contacts"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewContact]) -> Contact:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["custom", "id", "name", "number", "owner", "speed_dial"]] | None = None,
        search: str | None = None,
    ) -> Iterator[Contact]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
