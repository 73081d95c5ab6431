"""Parking calls, fetching them, and their return."""

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.words import Digits
from tenants.model import Parking
from tenants.simulate import Answer
from tests.unit.calls.office import OUTSIDE, call, office, to

YARD = Parking(id="yard", name="Yard", number="700", first_slot=701, slots=2, return_seconds=45)


def test_whoever_parks_a_call_hears_the_slot() -> None:
    told = call(office(YARD), "101", "700")
    assert told.said == [Sentence.PARKED_AT, Digits("701")]
    assert told.did == ["parked at 701"]
    assert "parked parking: Yard 701 (answered)" in told.why


def test_a_caller_who_is_transferred_to_the_parking_hears_music_alone() -> None:
    told = call(office(YARD), OUTSIDE, "700", transferred_by="102")
    assert told.said == []
    assert told.did == ["parked at 701"]


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
