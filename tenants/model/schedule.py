"""Opening hours."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tenants.model.custom import Customisable
from tenants.model.document import Document
from tenants.model.fields import Name, ObjectId, ShortNumber

TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
"""`HH:MM` in the company's time zone; `24:00` is the end of the day."""


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Span(Document):
    """Open from `opens` until just before `closes`; over midnight when `closes` is not later."""

    opens: TimeOfDay
    closes: TimeOfDay


class WeeklySpan(Span):
    """A break in the middle of the day is two spans."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)]


class ExceptionalDay(Document):
    """One date with hours of its own; without `spans` it is closed all day."""

    date: dt.date
    name: Name | None = None
    spans: Annotated[tuple[Span, ...], Field(max_length=10)] = ()


class PublicHolidays(Document):
    """Closed on the public holidays of a country (ISO 3166-1) and, where it has them, a region (ISO 3166-2)."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    region: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,5}$")] | None = None


class Schedule(Customisable):
    """Exceptional days win over working days, these over public holidays, these over the week."""

    id: ObjectId
    name: Name
    number: ShortNumber | None = None
    """Dialling it turns `closed_now` on and off; a lamp on it shows whether it is on."""
    weekly: Annotated[tuple[WeeklySpan, ...], Field(max_length=50)] = ()
    holidays: PublicHolidays | None = None
    working_days: Annotated[tuple[dt.date, ...], Field(max_length=100)] = ()
    """Dates that the calendar calls a holiday or a weekend, and that are worked: with the hours of a Monday."""
    days: Annotated[tuple[ExceptionalDay, ...], Field(max_length=400)] = ()
    closed_now: bool = False

    @model_validator(mode="after")
    def _one_entry_per_date(self) -> Self:
        dates = [day.date for day in self.days]
        if len(set(dates)) != len(dates):
            raise ValueError("a date stands twice among the exceptional days; keep one of them")
        return self
