"""A schedule is open exactly when GotoIfTime would have matched, up to the minute at the end that is told."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_plane.features.freepbx.report import Grade, Why
from control_plane.features.freepbx.translating.time_groups import NotATime, read_line
from tenants.calls import opening_hours
from tenants.calls.memory import Forgetful
from tenants.model import Company, Schedule
from tests.unit.control_plane.freepbx.translated import translated

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def schedule(*lines: str) -> tuple[Company, Schedule]:
    office, company = translated(
        {
            "timegroups_groups": [{"id": 1, "description": "Hours"}],
            "timegroups_details": [{"id": n, "timegroupid": 1, "time": line} for n, line in enumerate(lines)],
        }
    )
    (made,) = [item for item in office.items.values() if isinstance(item, Schedule)]
    return company, made


def is_open(hours: tuple[Company, Schedule], at: dt.datetime) -> bool:
    company, made = hours
    return opening_hours.is_open(company, made, at, Forgetful()).open


def named(text: str, names: tuple[str, ...], place: int) -> bool:
    """Whether a range such as `sat-mon` has the name at `place`."""
    if text == "*":
        return True
    first, _, last = text.partition("-")
    begin, end = names.index(first), names.index(last or first)
    return begin <= place <= end if begin <= end else place >= begin or place <= end


def matched(line: str, at: dt.datetime) -> bool:
    """What GotoIfTime would say."""
    time, days, dates, months = line.split("|")
    begin, _, end = time.partition("-")
    clock = f"{at:%H:%M}"
    in_time = time == "*" or (begin <= clock <= end if begin <= end else clock >= begin or clock <= end)
    numbers = tuple(map(str, range(1, 32)))
    of_month, of_year = named(dates, numbers, at.day - 1), named(months, MONTHS, at.month - 1)
    return in_time and named(days, DAYS, at.weekday()) and of_month and of_year


LINES = st.builds(
    "|".join,
    st.tuples(
        st.sampled_from(["*", "09:00-17:59", "22:00-05:59", "00:00-23:59"]),
        st.sampled_from(["*", "mon-fri", "sat-mon", "wed"]),
        st.sampled_from(["*", "1", "24-26", "30-2"]),
        st.sampled_from(["*", "dec", "nov-jan"]),
    ),
)


@given(st.lists(LINES, min_size=1, max_size=3), st.integers(0, 364 * 1440))
@settings(deadline=None)
def test_a_schedule_is_open_when_the_time_group_matched(lines: list[str], minute: int) -> None:
    at = dt.datetime(2026, 3, 2, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
    assert is_open(schedule(*lines), at) == any(matched(line, at) for line in lines)


@pytest.mark.parametrize(
    "text", ["", "9-5|mon", "25:00-26:00|mon|*|*", "09:00-18:00|funday|*|*", "*|*|32|*", "a|b|c|d"]
)
def test_nonsense_is_told_and_not_guessed(text: str) -> None:
    with pytest.raises(NotATime):
        read_line(text)
    office, _ = translated(
        {
            "timegroups_groups": [{"id": 1, "description": "Hours"}],
            "timegroups_details": [{"id": 1, "timegroupid": 1, "time": text or "|"}],
        }
    )
    assert (Why.TIME, "time") in {(entry.why, entry.field) for entry in office.report.of(Grade.LEFT)}


def test_a_last_minute_that_is_not_the_end_of_an_hour_is_told() -> None:
    office, _ = translated(
        {
            "timegroups_groups": [{"id": 1, "description": "Hours"}],
            "timegroups_details": [{"id": 1, "timegroupid": 1, "time": "09:00-18:00|mon-fri|*|*"}],
        }
    )
    (told,) = [entry for entry in office.report.entries if entry.why is Why.END_OF_HOURS]
    assert told.other == "18:00"
