"""What-if questions as people ask them, and what they are told when a question makes no sense."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tenants.calls import Reason
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Outcome
from tenants.model import Agent, Company, Schedule, WaitingLine, Weekday, WeeklySpan
from tenants.simulate import NotUnderstood, Question, Story, ask
from tenants.simulate.coming_out import CameOut, came_out
from tenants.simulate.happening import What
from tenants.simulate.moments import lasting, read_moment
from tests.unit.calls.office import OUTSIDE, office, to

NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
"""A Wednesday; 13:30 in Moscow."""
MOSCOW = ZoneInfo("Europe/Moscow")


def asked(firm: Company, caller: str, dials: str, **rest: Any) -> Story:
    return asyncio.run(ask(firm, Question(caller, dials, **rest), NOW))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", "2026-03-04T13:30"),
        ("", "2026-03-04T13:30"),
        ("19:00", "2026-03-04T19:00"),
        ("9:05", "2026-03-05T09:05"),
        ("sunday 19:00", "2026-03-08T19:00"),
        ("воскресенье 19:00", "2026-03-08T19:00"),
        ("в среду", "2026-03-11T12:00"),
        ("wednesday 14:00", "2026-03-04T14:00"),
        ("2026-12-31 23:59", "2026-12-31T23:59"),
        ("2026-12-31T20:59:00Z", "2026-12-31T23:59"),
    ],
)
def test_times_are_understood_on_the_companys_clock(text: str, meant: str) -> None:
    assert read_moment(text, MOSCOW, NOW) == datetime.fromisoformat(meant).replace(tzinfo=MOSCOW)


@pytest.mark.parametrize("text", ["25:00", "someday", "sunday noon", "2026-13-01", "19"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        asked(office(), "101", "102", at=text)
    assert refused.value.part == "at"


def test_colleague_answers_after_the_seconds_that_were_said() -> None:
    story = asked(office(), "101", "102", answers={"102": "5s"})
    (rang,) = [each for each in story.timeline if each.what is What.RINGS]
    (took,) = [each for each in story.timeline if each.what is What.TAKES]
    assert (took.at - rang.at).total_seconds() == 5
    assert took.who[0].name == "Boris"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("busy", Reason.BUSY),
        ("no-answer", Reason.NO_ANSWER),
        ("off", Reason.UNREACHABLE),
        ("refuses", Reason.REFUSED),
    ],
)
def test_people_behave_as_the_question_says(word: str, reason: Reason) -> None:
    assert asked(office(), "101", "102", answers={"102": word}).outcome.reason is reason


def test_a_waiting_line_has_its_agents_at_work_and_ends_as_the_question_says() -> None:
    line = WaitingLine(id="sales", name="Sales", number="600", agents=(Agent(employee="acme-102"),), overflow=to("103"))
    assert asked(office(line), "101", "600", answers={"600": "30s"}).outcome.answered
    assert asked(office(line), "101", "600", answers={"600": "no-answer"}).rang == ["103"]


def test_the_companys_hours_count_at_the_time_of_the_question() -> None:
    hours = Schedule(
        id="h", name="Hours", weekly=(WeeklySpan(days=(Weekday.WEDNESDAY,), opens="09:00", closes="18:00"),)
    )
    firm = office(hours)
    number = next(iter(firm.numbers_by_number.values()))
    firm = firm.changed(2, [number.model_copy(update={"hours": "h"})], [])
    assert asked(firm, OUTSIDE, number.number, at="wednesday 14:00").outcome.answered
    assert asked(firm, OUTSIDE, number.number, at="sunday 14:00").outcome.reason is Reason.CLOSED


def test_caller_who_hangs_up_hears_nothing_more() -> None:
    story = asked(office(), "101", "102", answers={"102": "no-answer"}, hangs_up_after=7)
    assert story.outcome.reason is Reason.ABANDONED
    left = next(each for each in story.timeline if each.what is What.LEAVES)
    assert (left.at - story.timeline[0].at).total_seconds() == 7


@pytest.mark.parametrize(
    ("caller", "dials", "rest", "part"),
    [
        ("999", "101", {}, "from"),
        ("Anna", "101", {}, "from"),
        (OUTSIDE, "+74950000000", {}, "to"),
        ("101", "call me", {}, "to"),
        ("101", "102", {"presses": ("one",)}, "presses"),
        ("101", "102", {"answers": {"102": "sleeps"}}, "answers"),
        ("101", "102", {"answers": {"999": "busy"}}, "answers"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_what_to_do(
    caller: str, dials: str, rest: dict[str, Any], part: str
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        asked(office(), caller, dials, **rest)
    assert refused.value.part == part
    assert len(str(refused.value)) > 20


def test_nobody_outside_can_call_a_company_without_lines() -> None:
    with pytest.raises(NotUnderstood) as refused:
        asked(office(lines=0), OUTSIDE, "+74951110000")
    assert "provider line" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("now", "wednesday 13:30"),
        ("", "wednesday 13:30"),
        ("19:00", "wednesday 19:00"),
        ("в 9:05", "thursday 09:05"),
        ("sunday 19:00", "sunday 19:00"),
        ("2026-12-31 23:59", "2026-12-31 23:59"),
    ],
)
def test_a_question_that_is_kept_means_the_like_at_any_later_time(text: str, lasts: str) -> None:
    assert lasting(text, read_moment(text, MOSCOW, NOW)) == lasts


def test_ways_there_do_not_count_but_who_rings_and_what_decides_last_do() -> None:
    ring = Decision(Rule.RING, "employee", "e1", Reason.ANSWERED, "Anna")
    menu = Decision(Rule.MENU_CHOICE, "menu", "m1", text="1", branch="1")
    answered = Outcome(Reason.ANSWERED)
    straight = came_out(answered, ["101"], [ring])
    assert straight == CameOut("answered", ("101",), "employee/e1")
    assert straight.fits(came_out(answered, ["101"], [menu, ring]))
    assert not straight.fits(came_out(answered, ["102", "101"], [ring]))
    assert not straight.fits(came_out(answered, ["101"], [ring, menu]))
    assert CameOut("answered", ("101",)).fits(came_out(answered, ["101"], [ring, menu])), "no end: any"
    assert came_out(Outcome(Reason.CLOSED), [], []).ends_at == ""
