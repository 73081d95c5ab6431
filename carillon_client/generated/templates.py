"""Templates that you may make companies from. Generated from the API's description by `make client`; do not
edit.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from carillon_client.connection import place
from carillon_client.generated.values import JobOut, NewPlace
from carillon_client.lists import Listing
from carillon_client.things import Thing
from carillon_client.values import plain, reader


class Template(Thing):
    """Templates that you may make companies from."""

    _FIELDS = ("id", "name", "about", "made_of", "made_by", "created_at", "for_everybody", "counts")
    _KEY = "id"

    id: str
    """Id"""
    name: str
    """Name"""
    about: str
    """About"""
    made_of: str
    """Made of"""
    made_by: str
    """Made by"""
    created_at: datetime
    """Created at"""
    for_everybody: bool
    """For everybody"""
    counts: dict[str, int]
    """Counts"""

    def build_company(self, wish: NewPlace) -> JobOut:
        """Make a new company from a template."""
        return cast(JobOut, self._act("POST", place("companies"), JobOut, body=plain(reader(NewPlace), wish)))


class Templates(Listing[Template]):
    """Templates that you may make companies from."""

    _THING = Template
    _PATH = "templates"
