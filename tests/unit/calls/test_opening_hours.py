"""When a company is open, on its own wall clock."""

import asyncio
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.hours_switch import ScheduleDestination
from tenants.calls.memory import Forgetful, Topic
from tenants.calls.opening_hours import Opening, is_open
from tenants.model import Profile, Schedule
from tenants.simulate.script import Script
from tenants.simulate.scripted_call import ScriptedCall
from tenants.simulate.story import who
from tests.unit.calls.companies import company

WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def hours(opens: str, closes: str, *days: str) -> dict[str, Any]:
    return {"days": days or WORKDAYS, "opens": opens, "closes": closes}


def schedule(*weekly: dict[str, Any], **more: Any) -> Schedule:
    return Schedule.model_validate({"id": "office", "name": "Office", "weekly": weekly, **more})


def at(wall: str, zone: str, plan: Schedule) -> Opening:
    """Whether `plan` is open at `YYYY-MM-DD HH:MM` on the wall of a company in `zone`."""
    firm = company("acme", Profile(id="acme", name="Acme", time_zone=zone), plan)
    now = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return is_open(firm, plan, now, Forgetful())


def opened(wall: str, plan: Schedule, zone: str = "Europe/Moscow") -> bool:
    return at(wall, zone, plan).open


NINE_TO_SIX = schedule(hours("09:00", "18:00"))
RUSSIAN = schedule(hours("09:00", "18:00"), holidays={"country": "RU"})


@pytest.mark.parametrize(
    ("wall", "expected"),
    [("08:59", False), ("09:00", True), ("17:59", True), ("18:00", False)],
)
def test_the_company_opens_and_closes_on_the_minute(wall: str, expected: bool) -> None:
    assert opened(f"2026-03-02 {wall}", NINE_TO_SIX) is expected


def test_the_weekend_is_closed_and_the_reason_says_so() -> None:
    assert at("2026-03-07 12:00", "UTC", NINE_TO_SIX) == Opening(False, "Office: closed on saturday at 12:00")


def test_the_reason_tells_the_hours() -> None:
    assert at("2026-03-02 12:00", "UTC", NINE_TO_SIX).why == "Office: open on monday from 09:00 to 18:00"


def test_hours_are_those_of_the_companys_time_zone() -> None:
    evening_in_moscow = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    far_east = company("acme", Profile(id="acme", name="Acme", time_zone="Asia/Vladivostok"))
    moscow = company("acme", Profile(id="acme", name="Acme", time_zone="Europe/Moscow"))
    assert not is_open(moscow, NINE_TO_SIX, evening_in_moscow, Forgetful()).open
    assert not is_open(far_east, NINE_TO_SIX, evening_in_moscow, Forgetful()).open
    assert is_open(far_east, NINE_TO_SIX, datetime(2026, 3, 2, 0, 30, tzinfo=UTC), Forgetful()).open


def test_a_break_is_two_spans() -> None:
    plan = schedule(hours("09:00", "13:00"), hours("14:00", "18:00"))
    assert [opened(f"2026-03-02 {wall}", plan) for wall in ("12:59", "13:30", "14:00")] == [True, False, True]


def test_a_bar_is_open_over_midnight() -> None:
    bar = schedule(hours("18:00", "02:00", "friday"))
    assert [opened(wall, bar) for wall in ("2026-03-06 17:59", "2026-03-06 23:59", "2026-03-07 01:59")] == [
        False,
        True,
        True,
    ]
    assert not opened("2026-03-07 02:00", bar)
    assert not opened("2026-03-06 01:00", bar), "Thursday's evening is not Friday's"


def test_an_evening_that_began_before_a_holiday_ends_when_it_ends() -> None:
    bar = schedule(hours("18:00", "02:00", *WORKDAYS, "saturday", "sunday"), holidays={"country": "RU"})
    assert opened("2025-12-30 23:00", bar)
    assert opened("2026-06-12 01:00", bar), "the evening of the 11th"
    assert not opened("2026-06-12 19:00", bar)


def test_open_around_the_clock() -> None:
    always = schedule(hours("00:00", "24:00", *WORKDAYS, "saturday", "sunday"))
    assert all(opened(f"2026-03-0{day} {time(hour):%H:%M}", always) for day in (1, 7) for hour in (0, 12, 23))
    assert opened("2026-03-02 08:30", schedule(hours("09:00", "09:00", "sunday"))), "24 hours from Sunday nine o'clock"


def test_a_public_holiday_is_closed_and_named() -> None:
    assert at("2026-06-12 12:00", "Europe/Moscow", RUSSIAN).why == "Office: closed on 2026-06-12 (Russia Day) at 12:00"


def test_a_holiday_of_one_region_is_a_working_day_in_another() -> None:
    bavaria = schedule(hours("09:00", "18:00"), holidays={"country": "DE", "region": "BY"})
    berlin = schedule(hours("09:00", "18:00"), holidays={"country": "DE", "region": "BE"})
    assert (opened("2026-01-06 12:00", bavaria), opened("2026-01-06 12:00", berlin)) == (False, True)


def test_a_saturday_that_the_calendar_moved_to_is_worked() -> None:
    assert opened("2025-11-01 12:00", RUSSIAN), "Russia worked on that Saturday"
    assert not opened("2025-11-01 12:00", NINE_TO_SIX)


def test_a_moved_working_day_can_be_overridden() -> None:
    free = RUSSIAN.model_copy(update={"days": schedule(days=[{"date": "2025-11-01"}]).days})
    assert not opened("2025-11-01 12:00", free)


def test_the_company_may_work_on_a_public_holiday() -> None:
    assert opened("2026-06-12 12:00", RUSSIAN.model_copy(update={"working_days": (date(2026, 6, 12),)}))


def test_an_exceptional_day_wins_over_everything() -> None:
    days = [{"date": "2026-06-12", "name": "Stocktaking", "spans": [{"opens": "10:00", "closes": "12:00"}]}]
    plan = schedule(hours("09:00", "18:00"), holidays={"country": "RU"}, days=days, working_days=["2026-06-12"])
    assert [opened(f"2026-06-12 {wall}", plan) for wall in ("09:30", "11:00", "12:00")] == [False, True, False]
    assert "Stocktaking" in at("2026-06-12 11:00", "UTC", plan).why


def test_clocks_that_jump_forward_open_at_the_first_minute_that_exists() -> None:
    early = schedule(hours("02:30", "06:00", "sunday"))
    berlin = company("acme", Profile(id="acme", name="Acme", time_zone="Europe/Berlin"))
    before, after = datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert (is_open(berlin, early, before, Forgetful()).open, is_open(berlin, early, after, Forgetful()).open) == (
        False,
        True,
    )


def test_an_hour_that_comes_twice_is_open_twice() -> None:
    night = schedule(hours("02:00", "02:30", "sunday"))
    berlin = company("acme", Profile(id="acme", name="Acme", time_zone="Europe/Berlin"))
    twice = [datetime(2026, 10, 25, hour, 15, tzinfo=UTC) for hour in (0, 1)]
    assert all(is_open(berlin, night, moment, Forgetful()).open for moment in twice)


def test_the_switch_closes_whatever_the_hours_say_and_memory_wins_over_the_document() -> None:
    firm, noon, memory = company(), datetime(2026, 3, 2, 12, tzinfo=UTC), Forgetful()
    closed = NINE_TO_SIX.model_copy(update={"closed_now": True})
    assert is_open(firm, closed, noon, memory) == Opening(False, "Office: closed by its switch")
    memory.put(Topic.CLOSED_NOW, "office", False)
    assert is_open(firm, closed, noon, memory).open
    memory.put(Topic.CLOSED_NOW, "office", True)
    assert not is_open(firm, NINE_TO_SIX, noon, memory).open


@pytest.mark.parametrize("zone", ["Moon/Crater", "Europe", "../etc/passwd", "/etc/localtime"])
def test_a_time_zone_that_nobody_knows_counts_as_utc(zone: str) -> None:
    firm = company("acme", Profile.model_construct(id="acme", name="Acme", time_zone=zone))
    assert is_open(firm, NINE_TO_SIX, datetime(2026, 3, 2, 9, 0, tzinfo=UTC), Forgetful()).open


def test_a_country_without_a_calendar_has_no_holidays() -> None:
    for where in ({"country": "XX"}, {"country": "DE", "region": "ZZ"}):
        assert opened("2026-01-01 12:00", schedule(hours("09:00", "18:00"), holidays=where))


def test_an_employee_turns_the_switch_and_hears_its_state() -> None:
    script = Script()
    firm = company("acme", NINE_TO_SIX)
    calls = [ScriptedCall(firm, who(firm, caller), "*", script) for caller in ("101", "102", "+79160000000")]
    outcomes = [asyncio.run(ScheduleDestination(NINE_TO_SIX).take(call)) for call in calls]
    assert [call.said for call in calls] == [[Sentence.ACTIVATED], [Sentence.DEACTIVATED], []]
    assert outcomes[2].reason is Reason.NOT_PERMITTED
    assert script.memory.get(Topic.CLOSED_NOW, "office") is False
