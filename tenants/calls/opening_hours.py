"""Whether a company is open, and why. Pure; all times of day are on the clock on the company's wall.

An evening belongs to the day on which it begins: hours over midnight end when they end, also into a holiday. A time
that daylight saving leaves out never comes, and one that comes twice counts twice.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tenants.calls.calendar import calendar, warm
from tenants.calls.memory import Memory, Topic
from tenants.model import Company, Schedule, Span, Weekday

_WEEKDAYS: Final = tuple(Weekday)
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """Open or closed, and `why` in words, such as `Office: open on monday from 09:00 to 18:00`."""

    open: bool
    why: str


@dataclass(frozen=True, slots=True)
class Day:
    """The hours that begin on one date, and which rule of the schedule gave them."""

    spans: tuple[Span, ...]
    rule: str


def is_open(company: Company, schedule: Schedule, now: dt.datetime, memory: Memory) -> Opening:
    """Look at the switch, then at the hours of today and those of yesterday that go on. `now` is aware."""
    if is_closed_now(schedule, memory):
        return Opening(False, f"{schedule.name}: closed by its switch")
    local = now.astimezone(time_zone(company.profile.time_zone))
    minute, today = local.hour * 60 + local.minute, day_of(schedule, local.date())
    for span in today.spans:
        if _minute(span.opens) <= minute and (over_midnight(span) or minute < _minute(span.closes)):
            return _opened(schedule, today, span)
    yesterday = day_of(schedule, local.date() - _DAY)
    for span in yesterday.spans:
        if over_midnight(span) and minute < _minute(span.closes):
            return _opened(schedule, yesterday, span)
    return Opening(False, f"{schedule.name}: closed {today.rule} at {local:%H:%M}")


def is_closed_now(schedule: Schedule, memory: Memory) -> bool:
    """Whether the switch is on: what was turned by phone wins over the document."""
    turned = memory.get(Topic.CLOSED_NOW, schedule.id)
    return schedule.closed_now if turned is None else bool(turned)


def day_of(schedule: Schedule, date: dt.date) -> Day:
    """Exceptional days win over working days, these over public holidays, these over the week."""
    for day in schedule.days:
        if day.date == date:
            return Day(day.spans, f"on {date} ({day.name or 'exceptional day'})")
    if date in schedule.working_days:
        return Day(_weekly(schedule, Weekday.MONDAY), f"on {date} (working day)")
    if schedule.holidays is not None:
        year = calendar(schedule.holidays, date.year)
        if date in year.off:
            return Day((), f"on {date} ({year.off[date]})")
        if date in year.worked:
            return Day(_weekly(schedule, Weekday.MONDAY), f"on {date} (working day of the calendar)")
    weekday = _WEEKDAYS[date.weekday()]
    return Day(_weekly(schedule, weekday), f"on {weekday}")


def over_midnight(span: Span) -> bool:
    """`closes` is on the next day; equal times are a whole day."""
    return _minute(span.closes) <= _minute(span.opens)


@lru_cache(maxsize=1024)
def time_zone(name: str) -> dt.tzinfo:
    """UTC when nobody knows the zone (lint tells that): a wrong word must not fail calls."""
    return ZoneInfo(name) if is_time_zone(name) else dt.UTC


def is_time_zone(name: str) -> bool:
    """Whether the time-zone database of this machine has `name`."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder, such as `Europe`
        return False
    return True


def _weekly(schedule: Schedule, weekday: Weekday) -> tuple[Span, ...]:
    return tuple(span for span in schedule.weekly if weekday in span.days)


def _minute(time_of_day: str) -> int:
    return int(time_of_day[:2]) * 60 + int(time_of_day[3:])


def _opened(schedule: Schedule, day: Day, span: Span) -> Opening:
    return Opening(True, f"{schedule.name}: open {day.rule} from {span.opens} to {span.closes}")


def warm_schedules(schedules: Iterable[Schedule], year: int) -> None:
    """Work out the holidays of all `schedules`, so that no caller waits for them."""
    for where in {schedule.holidays for schedule in schedules if schedule.holidays is not None}:
        warm(where, year)
