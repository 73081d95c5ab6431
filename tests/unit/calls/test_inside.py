"""Calls between employees of one company."""

import asyncio

import pytest

from tenants.calls import Reason, Sentence
from tenants.simulate import Answer, Story
from tests.unit.calls.companies import company, person, phone
from tests.unit.calls.told_twice import simulate


def story(dials: str, answer: Answer = Answer.ANSWERS, caller: str = "101") -> Story:
    return asyncio.run(simulate(company(), caller=caller, dials=dials, answers={dials: answer}))


def test_an_employee_reaches_a_colleague_by_short_number() -> None:
    told = story("102")
    assert told.rang == ["102"]
    assert told.outcome.answered
    assert told.said == []
    assert told.ended_with is None
    assert told.why == "dialled employee: Boris\nring employee: Boris (answered)"


def test_caller_hears_that_the_colleague_is_busy_and_then_the_busy_tone() -> None:
    told = story("102", Answer.BUSY)
    assert told.ended_with is Reason.BUSY
    assert told.said == [Sentence.BUSY]


def test_caller_sees_no_answer_when_the_colleague_does_not_pick_up() -> None:
    told = story("102", Answer.NO_ANSWER)
    assert told.ended_with is Reason.NO_ANSWER
    assert told.said == [Sentence.NO_ANSWER]


def test_caller_sees_a_refusal_when_the_colleague_presses_the_red_button() -> None:
    assert story("102", Answer.REFUSES).ended_with is Reason.REFUSED


def test_caller_hears_that_a_switched_off_phone_cannot_be_reached() -> None:
    told = story("102", Answer.UNREACHABLE)
    assert told.rang == []
    assert told.said == [Sentence.NOT_AVAILABLE]
    assert told.ended_with is Reason.UNREACHABLE


def test_caller_hears_that_an_employee_without_a_phone_cannot_be_reached() -> None:
    told = asyncio.run(simulate(company("acme", person("acme", "103", "Clara")), caller="101", dials="103"))
    assert told.said == [Sentence.NOT_AVAILABLE]


def test_all_phones_of_an_employee_ring_at_once() -> None:
    two_phones = company("acme", phone("acme", "102", 2))
    assert len(two_phones.phones_by_employee["acme-102"]) == 2
    assert asyncio.run(simulate(two_phones, caller="101", dials="102")).rang == ["102"]


@pytest.mark.parametrize("nobodys", ["999999", "77", "*1", "#", "0", "00000000000000000"])
def test_caller_hears_that_an_unknown_number_is_nobodys(nobodys: str) -> None:
    told = story(nobodys)
    assert told.rang == []
    assert told.said == [Sentence.NOT_FOUND]
    assert told.ended_with is Reason.NOT_FOUND
    assert "not found" in told.why


def test_nothing_is_said_to_a_caller_who_has_hung_up() -> None:
    told = story("102", Answer.CALLER_HANGS_UP)
    assert told.outcome.reason is Reason.ABANDONED
    assert told.said == []
    assert told.ended_with is None


def test_a_phone_rings_as_long_as_its_employee_wants() -> None:
    patient = person("acme", "103", "Clara").model_copy(update={"ring_seconds": 45})
    told = asyncio.run(simulate(company("acme", patient, phone("acme", "103")), caller="101", dials="103"))
    assert told.rang == ["103"]
