"""Resellers whose people you may manage. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from typing import cast

from carillon_client.connection import place
from carillon_client.generated.values import NewPerson, PersonChange, PersonOut, PersonPage
from carillon_client.lists import Listing
from carillon_client.things import Thing
from carillon_client.values import plain, reader


class Reseller(Thing):
    """Resellers whose people you may manage."""

    _FIELDS = ("id", "name")
    _KEY = "id"

    id: str
    """Id"""
    name: str
    """Name"""

    def list_people(self, *, limit: int | None = None, cursor: str | None = None) -> PersonPage:
        """Who has a login for a reseller. `limit`: How many at most. `cursor`: `next_cursor` of the page
        before.
        """
        return cast(PersonPage, self._act("GET", place("people"), PersonPage, query={"limit": limit, "cursor": cursor}))

    def add_person(self, wish: NewPerson) -> PersonOut:
        """Give somebody a login for a reseller."""
        return cast(PersonOut, self._act("POST", place("people"), PersonOut, body=plain(reader(NewPerson), wish)))

    def person(self, person: str) -> PersonOut:
        """One of them."""
        return cast(PersonOut, self._act("GET", place("people", person), PersonOut))

    def change_person(self, person: str, wish: PersonChange) -> PersonOut:
        """Change their role, name or employee."""
        return cast(
            PersonOut, self._act("PATCH", place("people", person), PersonOut, body=plain(reader(PersonChange), wish))
        )

    def remove_person(self, person: str) -> None:
        """Take the login away; sessions and tokens end at once."""
        self._act("DELETE", place("people", person), None)


class Resellers(Listing[Reseller]):
    """Resellers whose people you may manage."""

    _THING = Reseller
    _PATH = "resellers"
    _ONE = False
