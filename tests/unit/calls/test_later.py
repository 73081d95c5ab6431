"""Calls made later: wake-up calls, callbacks, agents who log in, and what happens when those calls are answered."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.appointments import take_errand
from tenants.calls.call import Call
from tenants.calls.errand import AgentState, Appointment, CallWhenFree, LineCallback, WakeUp
from tenants.calls.memory import Forgetful, Memory, Topic
from tenants.calls.outcome import Outcome
from tenants.calls.trying_again import NO_AGENT_AGAIN, not_connected, not_reached
from tenants.calls.words import Moment
from tenants.model import Agent, Company, Permission, WaitingLine
from tenants.simulate import Answer, Script, ScriptedCall, Story
from tenants.simulate.story import who
from tests.unit.calls.office import OUTSIDE, call, colleague, office

Try = Callable[[Call, Appointment, Outcome], Appointment | None]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DESK = WaitingLine(
    id="desk",
    name="Desk",
    number="250",
    agents=(Agent(employee="acme-102"), Agent(employee="acme-103", always=True)),
    pause_reasons=("Lunch", "Training"),
)
CLUB = WaitingLine(id="club", name="Club", number="251", agents=(Agent(employee="acme-102"),))


def kept(firm: Company, answered_by: str, errand: Appointment, **script: Any) -> Story:
    """What comes of an errand when the person with this short number has answered it."""
    ringing = ScriptedCall(firm, who(firm, answered_by), "", Script(**script))
    return Story(ringing, asyncio.run(take_errand(ringing, errand)))


def moscow() -> Company:
    firm = office()
    return firm.changed(2, [firm.profile.model_copy(update={"time_zone": "Europe/Moscow"})], [])


def test_a_wake_up_call_is_set_for_the_next_such_time_on_the_companys_clock() -> None:
    told = call(moscow(), "102", "*551501")
    at = datetime(2026, 3, 2, 12, 1, tzinfo=UTC)
    assert told.errands == [WakeUp("acme-102", at)]
    assert isinstance(told.said[-1], Moment)
    assert f"{told.said[-1].at:%H:%M}" == "15:01"
    assert call(moscow(), "102", "*551500").errands == [WakeUp("acme-102", datetime(2026, 3, 3, 12, 0, tzinfo=UTC))]


def test_a_wake_up_call_asks_for_the_time_and_alone_is_taken_back() -> None:
    memory, firm = Forgetful(), office()
    told = call(firm, "102", "*55", memory=memory, presses=["0730"])
    assert told.said[0] is Sentence.ENTER_TIME
    assert memory.get(Topic.WAKE_UP, "acme-102") == datetime(2026, 3, 3, 7, 30, tzinfo=UTC).timestamp()
    told = call(firm, "102", "*55", memory=memory)
    assert told.said == [Sentence.DEACTIVATED]
    assert told.errands == [WakeUp("acme-102", None)]
    assert memory.get(Topic.WAKE_UP, "acme-102") is None


@pytest.mark.parametrize("typed", ["2400", "0760", "9999", "730", "07300", "7", "*730", "07*3"])
def test_a_wrong_time_is_refused_in_words(typed: str) -> None:
    memory = Forgetful()
    told = call(office(), "102", f"*55{typed}", memory=memory)
    assert told.said == [Sentence.WRONG_TIME]
    assert told.errands == []
    assert memory.get(Topic.WAKE_UP, "acme-102") is None


def test_who_is_woken_up_hears_the_time() -> None:
    memory = Forgetful()
    memory.put(Topic.WAKE_UP, "acme-102", 1.0)
    told = kept(moscow(), "102", WakeUp("acme-102", None), memory=memory)
    assert told.said[:2] == [Sentence.WAKE_UP_CALL, Sentence.THE_TIME_IS]
    assert isinstance(told.said[2], Moment)
    assert f"{told.said[2].at:%H:%M}" == "15:00"
    assert told.outcome.reason is Reason.DONE
    assert memory.get(Topic.WAKE_UP, "acme-102") is None


def test_who_presses_one_is_woken_up_again_in_ten_minutes() -> None:
    memory = Forgetful()
    told = kept(office(), "102", WakeUp("acme-102", None), memory=memory, presses=["1"])
    assert told.errands == [WakeUp("acme-102", datetime(2026, 3, 2, 12, 10, tzinfo=UTC))]
    assert memory.get(Topic.WAKE_UP, "acme-102") == datetime(2026, 3, 2, 12, 10, tzinfo=UTC).timestamp()


def tried_again(firm: Company, what: Try, errand: Appointment, reason: Reason, memory: Memory | None = None) -> Story:
    """What comes of an errand that ended so; the next try is the story's only errand."""
    ringing = ScriptedCall(firm, who(firm, "102"), "", Script(memory=memory or Forgetful()))
    again = what(ringing, errand, Outcome(reason))
    if again is not None:
        ringing.send(again)
    return Story(ringing, Outcome(reason))


@pytest.mark.parametrize("reason", [Reason.NO_ANSWER, Reason.BUSY, Reason.UNREACHABLE, Reason.ABANDONED])
def test_who_sleeps_on_is_rung_twice_more_five_minutes_apart(reason: Reason) -> None:
    memory = Forgetful()
    first = tried_again(office(), not_reached, WakeUp("acme-102", NOON), reason, memory)
    assert first.errands == [WakeUp("acme-102", NOON + timedelta(minutes=5), 1)]
    assert memory.get(Topic.WAKE_UP, "acme-102") == (NOON + timedelta(minutes=5)).timestamp()
    assert "Boris: wake-up call again at 12:05" in first.why
    assert tried_again(office(), not_reached, WakeUp("acme-102", NOON, 1), reason).errands == [
        WakeUp("acme-102", NOON + timedelta(minutes=5), 2)
    ]
    last = tried_again(office(), not_reached, WakeUp("acme-102", NOON, 2), reason, memory)
    assert last.errands == []
    assert "given up after 3 tries" in last.why
    assert memory.get(Topic.WAKE_UP, "acme-102") is None


def test_a_wake_up_call_that_will_be_repeated_is_taken_back_by_its_code() -> None:
    memory, firm = Forgetful(), office()
    tried_again(firm, not_reached, WakeUp("acme-102", NOON), Reason.NO_ANSWER, memory)
    assert call(firm, "102", "*55", memory=memory).errands == [WakeUp("acme-102", None)]


def test_nobody_is_woken_up_again_who_has_answered_or_left_the_company() -> None:
    assert tried_again(office(), not_connected, WakeUp("acme-102", NOON), Reason.DONE).errands == []
    assert tried_again(office(), not_reached, WakeUp("acme-109", NOON), Reason.NOT_FOUND).errands == []


@pytest.mark.parametrize("reason", [Reason.NO_ANSWER, Reason.BUSY, Reason.LINE_DOWN, Reason.ABANDONED])
def test_a_customer_who_is_not_reached_is_called_back_twice_more_and_then_comes_first(reason: Reason) -> None:
    errand, at = LineCallback("desk", OUTSIDE, 3, "Ivan"), NOON + timedelta(minutes=2)
    first = tried_again(office(DESK), not_connected, errand, reason)
    assert first.errands == [LineCallback("desk", OUTSIDE, 1, "Ivan", 1, at)]
    assert f"{OUTSIDE} keeps place 1 and is called again at 12:02" in first.why
    second = tried_again(office(DESK), not_connected, LineCallback("desk", OUTSIDE, 1, "Ivan", 1, NOON), reason)
    assert second.errands == [LineCallback("desk", OUTSIDE, 1, "Ivan", 2, at)]
    last = tried_again(office(DESK), not_connected, LineCallback("desk", OUTSIDE, 1, "Ivan", 2, NOON), reason)
    assert last.errands == []
    assert f"{OUTSIDE} is given up after 3 of 3 calls" in last.why


@pytest.mark.parametrize("reason", [Reason.ANSWERED, Reason.DONE, Reason.NOT_PERMITTED, Reason.NOT_FOUND])
def test_nobody_is_called_back_again_who_was_reached_or_never_can_be(reason: Reason) -> None:
    assert tried_again(office(DESK), not_connected, LineCallback("desk", OUTSIDE, 1), reason).errands == []


def test_a_promised_callback_outlasts_the_agents_lunch_and_keeps_its_place() -> None:
    errand = LineCallback("desk", OUTSIDE, 3, "Ivan")
    waits = tried_again(office(DESK), not_reached, errand, Reason.NO_AGENTS)
    assert waits.errands == [LineCallback("desk", OUTSIDE, 3, "Ivan", 0, NOON + NO_AGENT_AGAIN)]
    assert tried_again(office(), not_reached, errand, Reason.NOT_FOUND).errands == []


def test_who_waits_for_a_colleague_is_called_once() -> None:
    errand = CallWhenFree("acme-101", "acme-102")
    for what in (not_reached, not_connected):
        assert tried_again(office(), what, errand, Reason.NO_ANSWER).errands == []


def test_who_is_woken_up_hears_their_own_language() -> None:
    told = kept(office(colleague("102", language="ru")), "102", WakeUp("acme-102", None))
    assert told.call.language == "ru"


def test_a_callback_is_asked_for_when_a_colleague_talks() -> None:
    told = call(office(), "101", "*37102")
    assert told.errands == [CallWhenFree("acme-101", "acme-102")]
    assert told.said == [Sentence.CALLBACK_SET]
    assert "callback employee: Anna, when Boris is free" in told.why


@pytest.mark.parametrize("argument", ["101", "999", "250"])
def test_a_callback_from_oneself_or_nobody_is_refused(argument: str) -> None:
    told = call(office(DESK), "101", f"*37{argument}")
    assert told.errands == []
    assert told.said


def test_who_waited_for_a_free_colleague_is_connected() -> None:
    told = kept(office(), "101", CallWhenFree("acme-101", "acme-102"))
    assert told.rang == ["102"]
    assert told.outcome.answered


def test_who_waited_hears_when_the_colleague_does_not_answer_or_is_gone() -> None:
    told = kept(office(), "101", CallWhenFree("acme-101", "acme-102"), answers={"102": Answer.UNREACHABLE})
    assert told.ended_with is Reason.UNREACHABLE
    told = kept(office(), "101", CallWhenFree("acme-101", "acme-109"))
    assert told.ended_with is Reason.NOT_FOUND
    assert "the colleague is gone" in told.why


def test_the_agent_whose_turn_it_is_is_connected_with_the_customer() -> None:
    told = kept(office(DESK), "102", LineCallback("desk", OUTSIDE, 3, "Ivan"))
    assert told.rang == [OUTSIDE]
    assert told.shown == ["+74951110000"]
    assert f"callback waiting line: Ivan {OUTSIDE}" in told.why


def test_a_promised_callback_is_kept_also_by_an_agent_who_may_not_call_outside() -> None:
    firm = office(DESK, colleague("102", permission="none"), Permission(id="none", name="None", types=()))
    assert call(firm, "102", OUTSIDE).rang == []
    assert kept(firm, "102", LineCallback("desk", OUTSIDE, 1)).rang == [OUTSIDE]


def test_a_callback_calls_no_expensive_number_that_a_caller_claimed() -> None:
    told = kept(office(DESK), "102", LineCallback("desk", "+4915112345678", 1))
    assert told.rang == []
    assert told.ended_with is Reason.NOT_PERMITTED


def test_a_colleague_who_waited_in_line_is_called_back_inside() -> None:
    assert kept(office(DESK), "102", LineCallback("desk", "104", 1)).rang == ["104"]


def test_an_agent_logs_in_to_all_lines_and_out_again() -> None:
    memory, firm = Forgetful(), office(DESK, CLUB)
    told = call(firm, "102", "*45", memory=memory)
    assert told.said == [Sentence.LOGGED_IN]
    assert told.errands == [AgentState("acme-102", ("club", "desk"))]
    assert memory.get(Topic.AGENT, "acme-102") == {"lines": ["club", "desk"], "paused": None}
    told = call(firm, "102", "*45", memory=memory)
    assert told.said == [Sentence.LOGGED_OUT]
    assert told.errands == [AgentState("acme-102", ())]


def test_an_agent_logs_in_to_one_line() -> None:
    memory, firm = Forgetful(), office(DESK, CLUB)
    assert call(firm, "102", "*45250", memory=memory).errands == [AgentState("acme-102", ("desk",))]
    assert call(firm, "102", "*45251", memory=memory).errands == [AgentState("acme-102", ("club", "desk"))]
    assert call(firm, "102", "*45250", memory=memory).errands == [AgentState("acme-102", ("club",))]


@pytest.mark.parametrize(("caller", "code"), [("101", "*45"), ("103", "*45"), ("102", "*45999"), ("101", "*46")])
def test_who_is_no_agent_that_logs_in_hears_that(caller: str, code: str) -> None:
    told = call(office(DESK), caller, code)
    assert told.said == [Sentence.NOT_AN_AGENT]
    assert told.errands == []


def test_an_agent_pauses_with_a_reason_and_comes_back() -> None:
    memory, firm = Forgetful(), office(DESK, CLUB)
    call(firm, "102", "*45", memory=memory)
    told = call(firm, "102", "*462", memory=memory)
    assert told.errands == [AgentState("acme-102", ("club", "desk"), "Training")]
    assert told.said == [Sentence.PAUSED]
    told = call(firm, "102", "*46", memory=memory)
    assert told.errands == [AgentState("acme-102", ("club", "desk"))]
    assert told.said == [Sentence.RESUMED]


def test_an_agent_is_asked_for_the_reason_where_the_line_has_some() -> None:
    told = call(office(DESK), "103", "*46", presses=["1"])
    assert told.said == [Sentence.CHOOSE_REASON, Sentence.PAUSED]
    assert told.errands == [AgentState("acme-103", (), "Lunch")]
    assert call(office(CLUB), "102", "*46").errands == [AgentState("acme-102", (), "paused")]


@pytest.mark.parametrize("digit", ["0", "3", "9", "*", "12", "99999"])
def test_a_reason_that_does_not_exist_pauses_nobody(digit: str) -> None:
    told = call(office(DESK), "102", f"*46{digit}")
    assert told.said[-1] is Sentence.WRONG_CHOICE
    assert told.errands == []
