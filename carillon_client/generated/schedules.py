"""Each schedule, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, TypeAlias, TypedDict, Unpack

from pydantic import Field

from carillon_client.lists import Collection
from carillon_client.things import Thing
from carillon_client.values import Value

Weekday: TypeAlias = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class ExceptionalDay(Value):
    """One date with hours of its own; without `spans` it is closed all day."""

    date: date
    """Date"""
    name: str | None = None
    """Name. 1 to 100 characters."""
    spans: list[Span] = Field(default_factory=list)
    """Spans. At most 10 of them."""


class PublicHolidays(Value):
    """Closed on the public holidays of a country (ISO 3166-1) and, where it has them, a region (ISO 3166-2)."""

    country: str
    """Country"""
    region: str | None = None
    """Region"""


class Span(Value):
    """Open from `opens` until just before `closes`; over midnight when `closes` is not later."""

    opens: str
    """Opens"""
    closes: str
    """Closes"""


class WeeklySpan(Value):
    """A break in the middle of the day is two spans."""

    opens: str
    """Opens"""
    closes: str
    """Closes"""
    days: list[Weekday]
    """Days. 1 to 7 of them."""


class Schedule(Thing):
    """Exceptional days win over working days, these over public holidays, these over the week."""

    _FIELDS = ("custom", "id", "name", "number", "weekly", "holidays", "working_days", "days", "closed_now")
    _KEY = "id"
    _NEW = frozenset(("custom", "name", "number", "weekly", "holidays", "working_days", "days", "closed_now"))
    _DEFAULTS = {
        "custom": {},
        "number": None,
        "weekly": [],
        "holidays": None,
        "working_days": [],
        "days": [],
        "closed_now": False,
    }
    _CHANGE = frozenset(("custom", "name", "number", "weekly", "holidays", "working_days", "days", "closed_now"))

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str | None
    """Dialling it turns `closed_now` on and off; a lamp on it shows whether it is on."""
    weekly: list[WeeklySpan]
    """Weekly. At most 50 of them."""
    holidays: PublicHolidays | None
    """Holidays"""
    working_days: list[date]
    """Dates that the calendar calls a holiday or a weekend, and that are worked: with the hours of a Monday.
    At most 100 of them.
    """
    days: list[ExceptionalDay]
    """Days. At most 400 of them."""
    closed_now: bool
    """Closed now. Default: False."""


class NewSchedule(TypedDict, total=False):
    """What `schedules.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str | None
    weekly: list[WeeklySpan]
    holidays: PublicHolidays | None
    working_days: list[date]
    days: list[ExceptionalDay]
    closed_now: bool


class Schedules(Collection[Schedule]):
    """Each schedule, by name."""

    _THING = Schedule
    _PATH = "schedules"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewSchedule]) -> Schedule:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[
            Literal["custom", "id", "name", "number", "weekly", "holidays", "working_days", "days", "closed_now"]
        ]
        | None = None,
        search: str | None = None,
    ) -> Iterator[Schedule]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
