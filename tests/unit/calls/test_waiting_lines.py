"""Callers who wait in turn."""

from typing import Any

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.call import LineEnd, Placing, Waited
from tenants.calls.errand import LineCallback
from tenants.calls.memory import Forgetful, Topic
from tenants.calls.words import Digits, Recording
from tenants.model import Company, Sound, TelephonyObject
from tests.unit.calls.companies import DIGEST, company
from tests.unit.calls.paths import BORIS, MOBILE, NOBODY, call, firm, leading_to, made

ALWAYS = [{"employee": "acme-101", "always": True}]


def line(*extra: TelephonyObject, **fields: Any) -> Company:
    """The main number leads to a waiting line where Anna always takes calls."""
    return firm(
        leading_to("waiting-line", "sales"), made("waiting-line", "sales", **{"agents": ALWAYS, **fields}), *extra
    )


def ended(end: LineEnd, seconds: float = 0, digit: str = "", position: int = 0) -> dict[str, Any]:
    return {"waits": {"sales": Waited(end, digit, position, seconds)}}


def test_a_caller_waits_until_an_agent_answers() -> None:
    told = call(line(), **ended(LineEnd.ANSWERED, 35))
    assert told.outcome.answered
    assert told.did == ["waited in Sales"]
    assert "waited waiting line: Sales: answered after 35 s (answered)" in told.why


def test_the_greeting_is_heard_once_before_the_wait() -> None:
    hello = Sound(id="hello", name="Hello", file=DIGEST)
    assert call(line(hello, greeting="hello")).said == [Recording(DIGEST, "Hello")]


def test_priority_and_the_digits_that_lead_out_go_with_the_caller() -> None:
    told = call(line(priority=5, exits=[{"digit": "0", "destination": BORIS}], callback_digit="*"))
    assert told.call.placings == [Placing(5, 0, "0*")]


def test_agents_see_the_prefix_of_the_line_and_the_next_destination_does_not() -> None:
    told = call(line(prefix="Sales: ", overflow=BORIS), **ended(LineEnd.TIMED_OUT))
    assert told.call.rang_as[0].prefix == ""


@pytest.mark.parametrize(
    ("end", "sentence", "reason"),
    [
        (LineEnd.FULL, Sentence.QUEUE_FULL, Reason.FULL),
        (LineEnd.NO_AGENTS, Sentence.NO_AGENTS, Reason.NO_AGENTS),
        (LineEnd.TIMED_OUT, Sentence.NO_AGENTS, Reason.NO_ANSWER),
        (LineEnd.FAILED, Sentence.TEMPORARY_PROBLEM, Reason.FAILED),
    ],
)
def test_when_nobody_takes_the_call_it_overflows_or_the_caller_hears_why(
    end: LineEnd, sentence: Sentence, reason: Reason
) -> None:
    assert call(line(overflow=BORIS), **ended(end)).rang == ["102"]
    told = call(line(), **ended(end))
    assert (told.said, told.ended_with) == ([sentence], reason)
    assert call(line(overflow=NOBODY), **ended(end)).ended_with is reason


def test_a_caller_who_hangs_up_while_waiting_is_not_sent_on() -> None:
    told = call(line(overflow=BORIS), **ended(LineEnd.ABANDONED, 12))
    assert (told.rang, told.outcome.reason) == ([], Reason.ABANDONED)
    assert "abandoned after 12 s" in told.why


def test_nobody_waits_where_nobody_is_logged_in() -> None:
    told = call(line(agents=[{"employee": "acme-101"}], overflow=BORIS))
    assert (told.did, told.rang) == ([], ["102"])
    assert "nobody is logged in (no agents)" in told.why


def test_an_agent_who_has_logged_in_takes_calls() -> None:
    memory = Forgetful()
    memory.put(Topic.AGENT, "acme-101", {"lines": ["sales"], "paused": None})
    where = line(agents=[{"employee": "acme-101"}])
    assert call(where, memory=memory).outcome.answered
    memory.put(Topic.AGENT, "acme-101", {"lines": ["support"], "paused": None})
    assert not call(where, memory=memory).outcome.answered


def test_a_line_may_be_joined_without_agents() -> None:
    assert call(line(agents=[], join_without_agents=True)).did == ["waited in Sales"]


def test_only_agents_with_the_skill_of_the_line_count() -> None:
    skilled = [{"employee": "acme-101", "always": True, "skills": ["german"]}]
    assert call(line(skill="german", agents=skilled)).outcome.answered
    assert not call(line(skill="french", agents=skilled)).outcome.answered


def test_a_digit_leads_out_of_the_line() -> None:
    told = call(line(exits=[{"digit": "0", "destination": BORIS}]), **ended(LineEnd.DIGIT, 20, "0", 2))
    assert told.rang == ["102"]
    assert "left by digit 0 after 20 s" in told.why


def test_a_digit_whose_destination_is_gone_costs_no_place() -> None:
    waits = {"sales": [Waited(LineEnd.DIGIT, "0", 3, 5), Waited(LineEnd.ANSWERED, seconds=7)]}
    told = call(line(exits=[{"digit": "0", "destination": NOBODY}]), waits=waits)
    assert told.call.placings == [Placing(0, 0, "0"), Placing(0, 3, "")]
    assert "answered after 12 s" in told.why


def test_a_caller_is_called_back_and_keeps_the_place() -> None:
    told = call(line(callback_digit="1"), **ended(LineEnd.DIGIT, 60, "1", 4))
    assert told.errands == [LineCallback("sales", MOBILE, 4)]
    assert told.said == [Sentence.YOUR_NUMBER_IS, Digits(MOBILE[1:]), Sentence.CALLBACK_PROMISED]
    assert told.outcome.reason is Reason.DONE
    assert f"callback waiting line: Sales: {MOBILE} keeps place 4 (done)" in told.why


def test_a_colleague_is_called_back_inside() -> None:
    where = firm(made("waiting-line", "sales", number="700", agents=ALWAYS, callback_digit="1"))
    told = call(where, "700", caller="102", **ended(LineEnd.DIGIT, 60, "1", 1))
    assert told.errands == [LineCallback("sales", "102", 1, "Boris")]


def test_hanging_up_right_after_the_digit_still_promises_the_callback() -> None:
    told = call(line(callback_digit="1"), hang_up_at=2, **ended(LineEnd.DIGIT, 60, "1", 1))
    assert (len(told.errands), told.outcome.reason) == (1, Reason.DONE)


@pytest.mark.parametrize("costly", ["", "anonymous", "+78091234567", "+447911123456", "bob"])
def test_nobody_is_called_back_at_a_hidden_or_costly_number_and_the_place_is_kept(costly: str) -> None:
    waits = {"sales": [Waited(LineEnd.DIGIT, "1", 4, 9), Waited(LineEnd.ANSWERED)]}
    told = call(line(callback_digit="1"), caller=costly, waits=waits)
    assert (told.errands, told.said) == ([], [Sentence.NOT_PERMITTED])
    assert told.call.placings[1] == Placing(0, 4, "")
    assert told.outcome.answered


def test_a_recorded_line_says_so_before_the_wait_and_a_denied_agent_prevents_it() -> None:
    assert call(line(record="always")).said == [Sentence.CALL_IS_RECORDED]
    anna = (
        company().employees["acme-101"].model_validate({**company().employees["acme-101"].plain(), "record": "denied"})
    )
    assert not call(line(anna, record="always")).call.recording


def test_two_lines_that_overflow_into_each_other_end_in_words() -> None:
    other = made("waiting-line", "support", overflow={"kind": "waiting-line", "id": "sales"})
    told = call(line(other, agents=[], overflow={"kind": "waiting-line", "id": "support"}))
    assert told.ended_with is Reason.LOOP


@pytest.mark.parametrize("step", range(1, 4))
def test_hanging_up_anywhere_is_abandoning(step: int) -> None:
    hello = Sound(id="hello", name="Hello", file=DIGEST)
    told = call(line(hello, greeting="hello"), hang_up_at=step)
    assert told.outcome.reason is Reason.ABANDONED
