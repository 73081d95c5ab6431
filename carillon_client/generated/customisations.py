"""Customisations that this company may have. Generated from the API's description by `make client`; do not
edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from carillon_client.lists import Listing
from carillon_client.things import Thing


class CustomisationChoice(Thing):
    """A customisation that a company may have: of the release, or a bundle that was uploaded for it."""

    _FIELDS = ("name", "bundle", "title", "chosen", "version", "author", "added_at", "added_by")
    _KEY = "name"

    name: str
    """Name"""
    bundle: str | None
    """SHA-256 of the bundle; null: it comes with the release"""
    title: str
    """Title"""
    chosen: bool
    """Whether it serves the company now"""
    version: str
    """Of the bundle; empty for one of the release"""
    author: str
    """Author"""
    added_at: datetime | None
    """Added at"""
    added_by: str
    """Added by"""


class Customisations(Listing[CustomisationChoice]):
    """Customisations that this company may have."""

    _THING = CustomisationChoice
    _PATH = "customisations"
    _PAGED = False
    _ONE = False

    def where(self, *, language: Literal["en", "ru"] | None = None) -> Iterator[CustomisationChoice]:
        """Those for which all of this holds. `language`: Of titles and descriptions."""
        return self._walk({"language": language})
