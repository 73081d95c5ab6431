"""Who of support looked into the company, the newest first. Generated from the API's description by `make
client`; do not edit.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from carillon_client.connection import place
from carillon_client.lists import Collection
from carillon_client.things import Thing


class Visit(Thing):
    """Who of support looked into the company, the newest first."""

    _FIELDS = ("id", "company_id", "visitor", "reason", "may_change", "began_at", "ends_at", "ended_by", "minutes")
    _KEY = "id"
    _NEW = frozenset(("reason", "minutes"))
    _DEFAULTS = {"minutes": 30}

    id: str
    """Id. Only read."""
    company_id: str
    """Company id. Only read."""
    visitor: str
    """Visitor. Only read."""
    reason: str
    """Why; the company reads it. 5 to 500 characters."""
    may_change: bool
    """The company's owner has let them change something. Only read."""
    began_at: datetime
    """Began at. Only read."""
    ends_at: datetime
    """Ends at. Only read."""
    ended_by: str
    """Who ended it before its time; empty: nobody. Only read."""
    minutes: int
    """It ends by itself after so many. 1 to 60. Default: 30."""

    def end(self) -> None:
        """End a visit now."""
        self._act("POST", place("end"), None)

    def let_visitor_change(self) -> None:
        """Let the visitor change something until the visit ends."""
        self._act("POST", place("let-change"), None)


class NewVisit(TypedDict, total=False):
    """What `visits.new()` takes."""

    reason: str
    minutes: int


class Visits(Collection[Visit]):
    """Who of support looked into the company, the newest first."""

    _THING = Visit
    _PATH = "visits"
    _ONE = False

    def new(self, **fields: Unpack[NewVisit]) -> Visit:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)
