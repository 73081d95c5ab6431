"""Companies that were deleted, and whether anything is left of them. Generated from the API's description by
`make client`; do not edit.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from carillon_client.lists import Listing
from carillon_client.things import Thing


class Deletion(Thing):
    """Companies that were deleted, and whether anything is left of them."""

    _FIELDS = (
        "id",
        "company",
        "name",
        "version",
        "by",
        "at",
        "rows",
        "files_erased",
        "nodes",
        "superseded",
        "state",
        "checked_at",
        "checks",
        "found",
    )
    _KEY = "id"

    id: str
    """Id"""
    company: str
    """Company"""
    name: str
    """Name"""
    version: int
    """The company's last version"""
    by: str
    """By"""
    at: datetime
    """At"""
    rows: dict[str, int]
    """Rows that were deleted, by table of the database"""
    files_erased: int
    """Files erased"""
    nodes: dict[str, str | None]
    """When each node has told that it serves the company no longer"""
    superseded: bool
    """A new company has this name, and keeps what it has"""
    state: Literal["going", "proven"]
    """State"""
    checked_at: datetime | None
    """Checked at"""
    checks: int
    """Checks"""
    found: dict[str, int]
    """What the last check still found; empty once it is proven"""


class Deletions(Listing[Deletion]):
    """Companies that were deleted, and whether anything is left of them."""

    _THING = Deletion
    _PATH = "deletions"
