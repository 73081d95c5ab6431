"""Time groups: lines such as `09:00-18:00|mon-fri|*|*`, which become opening hours.

The form is that of Asterisk's GotoIfTime: times, days of the week, days of the month, months.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.fitting import name_from
from control_plane.features.freepbx.translating.office import Office
from tenants.model import ExceptionalDay, Kind, Schedule, Span, Weekday, WeeklySpan

_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5]?[0-9])")
YEARS: Final = 2
_DAYS_MAX: Final = 400
_SPANS_MAX: Final = 10
_WEEKLY_MAX: Final = 50


class NotATime(ValueError):
    """A line of a time group that GotoIfTime would not understand either."""


@dataclass(frozen=True)
class Line:
    """`days_of_month` and `months` empty: all."""

    spans: tuple[Span, ...]
    """Two when the time goes over midnight: GotoIfTime then means the beginning and the end of one and the same day."""
    exact: bool
    """Whether the spans are what FreePBX means to the minute."""
    weekdays: frozenset[int]
    days_of_month: frozenset[int]
    months: frozenset[int]

    @property
    def weekly(self) -> bool:
        return not self.days_of_month and not self.months

    def on(self, day: date) -> bool:
        return (
            day.weekday() in self.weekdays
            and (not self.days_of_month or day.day in self.days_of_month)
            and (not self.months or day.month in self.months)
        )


def read_line(text: str) -> Line:
    """Raises NotATime."""
    parts = [part.strip().lower() for part in text.replace(",", "|").split("|")]
    if len(parts) < 4:
        raise NotATime(text)
    spans, exact = _spans(parts[0])
    weekdays = _range(parts[1], _WEEK) or range(7)
    days = _range(parts[2], tuple(map(str, range(1, 32))))
    months = _range(parts[3], _MONTHS)
    return Line(
        spans,
        exact,
        frozenset(weekdays),
        frozenset(day + 1 for day in days),
        frozenset(month + 1 for month in months),
    )


def _spans(text: str) -> tuple[tuple[Span, ...], bool]:
    """GotoIfTime counts the last minute in; we end before it. `18:00` is meant as six o'clock all the same."""
    if text == "*":
        return (Span(opens="00:00", closes="24:00"),), True
    begin, _, end = text.partition("-")
    opens, closes = _TIME.fullmatch(begin), _TIME.fullmatch(end or begin)
    if opens is None or closes is None:
        raise NotATime(text)
    minutes = int(closes[1]) * 60 + int(closes[2])
    exact = minutes % 60 == 59
    if exact:
        minutes += 1
    first = int(opens[1]) * 60 + int(opens[2])
    if minutes == first:
        minutes, exact = minutes + 1, True
    if minutes < first:
        early, late = Span(opens="00:00", closes=_clock(minutes)), Span(opens=_clock(first), closes="24:00")
        return ((early, late) if minutes else (late,)), exact
    return (Span(opens=_clock(first), closes=_clock(minutes)),), exact


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _range(text: str, names: tuple[str, ...]) -> list[int]:
    """Positions in `names`; empty for all. A range may go over the end, such as `fri-mon`."""
    if text in ("*", ""):
        return []
    begin, _, end = text.partition("-")
    try:
        first, last = names.index(begin), names.index(end or begin)
    except ValueError:
        raise NotATime(text) from None
    return [place % len(names) for place in range(first, last + 1 + (len(names) if last < first else 0))]


def make_schedules(office: Office) -> None:
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in office.source.table("timegroups_details"):
        lines[row["timegroupid"]].append(row)
    for row in office.source.table("timegroups_groups"):
        identifier = office.reserve(("timegroups_groups", row["id"]), Kind.SCHEDULE)
        read = list(_lines(office, lines.get(row.key, [])))
        weekly = tuple(
            WeeklySpan(opens=span.opens, closes=span.closes, days=_days(line))
            for line in dict.fromkeys(line for line in read if line.weekly)
            for span in line.spans
        )
        name = name_from(row["description"], f"Time group {row.key}")
        days = _exceptional(office, row, read)
        office.make(Schedule, row, identifier, name=name, weekly=weekly[:_WEEKLY_MAX], days=days)


def is_weekly(office: Office, group: str) -> bool:
    """Whether a time group says hours of the week, and no dates: what people mean by opening hours."""
    identifier = office.id_at("timegroups_groups", group, Kind.SCHEDULE)
    schedule = office.get(Schedule, identifier)
    return schedule is not None and bool(schedule.weekly) and not schedule.days


def _lines(office: Office, rows: list[Row]) -> Iterator[Line]:
    for row in rows:
        try:
            line = read_line(row["time"])
        except NotATime:
            office.left(Why.TIME, row, "time")
            continue
        if not line.exact:
            office.changed(Why.END_OF_HOURS, row, "time", other=line.spans[0].closes)
        yield line


def _days(line: Line) -> tuple[Weekday, ...]:
    return tuple(day for number, day in enumerate(Weekday) if number in line.weekdays)


def _exceptional(office: Office, row: Row, lines: list[Line]) -> tuple[ExceptionalDay, ...]:
    """The dates of this year and the next on which the hours differ from those of the week."""
    dated = [line for line in lines if not line.weekly]
    if not dated:
        return ()
    first = office.today
    last = date(first.year + YEARS - 1, 12, monthrange(first.year + YEARS - 1, 12)[1])
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if any(line.on(day) for line in dated):
            spans = dict.fromkeys(span for line in lines if line.on(day) for span in line.spans)
            days.append(ExceptionalDay(date=day, spans=tuple(spans)[:_SPANS_MAX]))
    if len(days) > _DAYS_MAX:
        office.left(Why.TOO_MANY, row, value=str(len(days)), other=str(_DAYS_MAX))
    office.changed(Why.EVERY_YEAR, row, value=f"{first.year}–{last.year}")
    return tuple(days[:_DAYS_MAX])
