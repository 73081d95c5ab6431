"""Parking calls, fetching them, and their return."""

import asyncio

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.appointments import take_errand
from tenants.calls.call import Manner
from tenants.calls.errand import TellSlot
from tenants.calls.reaching import reach
from tenants.calls.words import Digits
from tenants.model import Parking
from tenants.simulate import Answer, Script, ScriptedCall, Story
from tenants.simulate.story import who
from tests.unit.calls.office import OUTSIDE, call, office, to

TOLD = TellSlot("acme-102", "acme-102-1", "701")
YARD = Parking(id="yard", name="Yard", number="700", first_slot=701, slots=2, return_seconds=45)


def test_whoever_parks_a_call_hears_the_slot() -> None:
    told = call(office(YARD), "101", "700")
    assert told.said == [Sentence.PARKED_AT, Digits("701")]
    assert told.did == ["parked at 701"]
    assert "parked parking: Yard 701 (answered)" in told.why


def test_a_caller_who_is_transferred_to_the_parking_hears_music_and_who_transferred_is_told_the_slot() -> None:
    told = call(office(YARD), OUTSIDE, "700", transferred_by="102", parked={"701": "Ivan"})
    assert told.said == []
    assert told.did == ["parked at 702"]
    assert told.errands == [TellSlot("acme-102", "acme-102-1", "702")]
    assert call(office(YARD), "101", "700").errands == []


def who_parked_is_called(parked: dict[str, str]) -> Story:
    """Boris' phone."""
    ringing = ScriptedCall(office(YARD), who(office(), "102"), "", Script(parked=parked))
    return Story(ringing, asyncio.run(reach(ringing, TOLD)))


def test_who_parked_hears_the_slot_on_a_phone_that_answers_by_itself() -> None:
    rung = who_parked_is_called({"701": "Ivan"})
    assert rung.outcome.answered
    assert rung.rang == ["102"]
    assert rung.call.rang_as[0].manner is Manner.INTERCOM
    answered = ScriptedCall(office(YARD), who(office(), "102"), "", Script())
    told = Story(answered, asyncio.run(take_errand(answered, TOLD)))
    assert told.said == [Sentence.PARKED_AT, Digits("701")]
    assert told.outcome.reason is Reason.DONE


def test_nobody_is_called_about_a_slot_that_is_empty_again() -> None:
    assert who_parked_is_called({}).rang == []


def test_a_caller_for_whom_there_is_no_place_returns_at_once() -> None:
    told = call(office(YARD), OUTSIDE, "700", transferred_by="102", parked={"701": "Ivan", "702": "Olga"})
    assert told.rang == ["102"]
    assert told.errands == []
    assert "Yard (full)" in told.why


def test_the_first_free_slot_is_taken() -> None:
    assert call(office(YARD), "101", "700", parked={"701": "Ivan"}).did == ["parked at 702"]


def test_a_full_parking_says_so() -> None:
    told = call(office(YARD), "101", "700", parked={"701": "Ivan", "702": "Olga"})
    assert told.did == []
    assert told.said == [Sentence.PARKING_FULL]
    assert told.ended_with is Reason.FULL


@pytest.mark.parametrize("slot", ["701", "702"])
def test_whoever_dials_the_slot_talks_with_who_is_parked_there(slot: str) -> None:
    told = call(office(YARD), "103", slot, parked={slot: "Ivan"})
    assert told.did == [f"talked with Ivan from slot {slot}"]
    assert "picked up parking: Yard" in told.why


def test_an_empty_slot_says_so() -> None:
    assert call(office(YARD), "103", "701").said == [Sentence.NOBODY_PARKED]


@pytest.mark.parametrize("dialled", ["703", "0701", "7010", "٧٠١"])
def test_what_is_no_slot_is_nobodys_number(dialled: str) -> None:
    assert call(office(YARD), "103", dialled).said == [Sentence.NOT_FOUND]


def test_nobody_outside_dials_a_slot() -> None:
    assert call(office(YARD), OUTSIDE, "701", parked={"701": "Ivan"}).did == []


def test_a_call_that_nobody_fetches_returns_to_who_parked_it() -> None:
    told = call(office(YARD), OUTSIDE, "700", transferred_by="102", answers={"701": Answer.NO_ANSWER})
    assert told.rang == ["102"]
    assert told.call.rang_as[0].prefix == "Yard: "
    assert "parked employee: back to Boris" in told.why


def test_a_call_parked_after_a_talk_returns_to_the_phone_that_dialled_the_parking() -> None:
    assert call(office(YARD), "102", "700", answers={"701": Answer.NO_ANSWER}).rang == ["102"]


def test_a_call_that_nobody_fetches_goes_where_the_parking_says() -> None:
    yard = YARD.model_copy(update={"return_to": to("105")})
    assert call(office(yard), OUTSIDE, "700", transferred_by="102", answers={"701": Answer.NO_ANSWER}).rang == ["105"]


def test_a_call_that_came_by_itself_and_is_not_fetched_has_not_been_answered() -> None:
    firm = office(YARD)
    told = call(firm, OUTSIDE, "700", transferred_by="101", answers={"701": Answer.NO_ANSWER, "101": Answer.NO_ANSWER})
    assert told.ended_with is Reason.NO_ANSWER
