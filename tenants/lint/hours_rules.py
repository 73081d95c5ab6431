"""Opening hours."""

from collections.abc import Iterator
from itertools import pairwise

from tenants.calls.calendar import is_known
from tenants.calls.opening_hours import is_time_zone
from tenants.lint.finding import Finding, error, warning
from tenants.lint.look import Look
from tenants.model import Profile, Schedule

NEVER_OPEN = warning(
    "never-open", "%(name)s never opens: it has neither weekly hours nor days with hours of their own."
)
UNKNOWN_CALENDAR = error(
    "unknown-calendar", "%(name)s: nobody knows the public holidays of %(where)s. Choose another country or region."
)
UNKNOWN_TIME_ZONE = error(
    "unknown-time-zone", "%(zone)s is not a time zone. Choose one such as Europe/Moscow; until then hours count in UTC."
)
TWICE_OPEN = warning(
    "twice-open", "%(name)s has two spans that overlap on %(day)s: the later closing time counts. Is that meant?"
)


def schedule(_look: Look, item: Schedule) -> Iterator[Finding]:
    if not item.weekly and not any(day.spans for day in item.days):
        yield NEVER_OPEN.found(item)
    if item.holidays is not None and not is_known(item.holidays):
        where = item.holidays.country + (f"-{item.holidays.region}" if item.holidays.region else "")
        yield UNKNOWN_CALENDAR.found(item, "holidays", where=where)
    yield from _overlaps(item)


def profile(_look: Look, item: Profile) -> Iterator[Finding]:
    if not is_time_zone(item.time_zone):
        yield UNKNOWN_TIME_ZONE.found(item, "time_zone", zone=item.time_zone)


def _overlaps(item: Schedule) -> Iterator[Finding]:
    """Spans over midnight are left out: where they end is another day."""
    spans = [(day, span.opens, span.closes) for span in item.weekly for day in span.days if span.opens < span.closes]
    spans.sort()
    for (day, _, closes), (next_day, opens, _) in pairwise(spans):
        if day == next_day and opens < closes:
            yield TWICE_OPEN.found(item, "weekly", day=day)
