"""Transfers by the phone's own buttons, hold, conference, parking, pickup: real phones, one row per conversation."""

from dataclasses import dataclass

import pytest

from tests.kit.office import Colleague, Office, rules, talked
from tests.kit.phones import Answer, Talk
from tests.telephony.conftest import hang_up


@dataclass
class Desks:
    office: Office
    anna: Colleague
    boris: Colleague
    clara: Colleague

    def anna_calls_boris(self) -> tuple[Talk, Talk]:
        """Both talk; Anna's and Boris' side."""
        hers = self.anna.phone.call("202").wait_until_hears(self.boris.tone)
        return hers, self.boris.phone.wait_for_call().wait_until_hears(self.anna.tone)


@pytest.fixture(scope="module")
def people(founded: Office) -> Desks:
    anna, boris, clara = (
        founded.employ(name, number, ring_seconds=10)
        for name, number in (("Anna", "201"), ("Boris", "202"), ("Clara", "203"))
    )
    founded.make("parkings", name="Parking", number="700", first_slot=701, slots=3, return_seconds=10)
    return Desks(founded, anna, boris, clara)


@pytest.fixture
def desks(firm: Office, people: Desks) -> Desks:
    return people


def test_held_caller_hears_music_and_then_the_colleague_again(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    his.hold()
    hers.wait_until_not_hears(desks.boris.tone)
    his.resume()
    hers.wait_until_hears(desks.boris.tone)
    hang_up(hers)
    steps = desks.office.journey(hers)["steps"]
    assert [(s["rule"], s["text"]) for s in steps if s["rule"] in ("holds", "resumes")] == [
        ("holds", "Boris"),
        ("resumes", "Boris"),
    ]


def test_second_call_waits_and_is_taken_while_the_first_is_held(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    desks.boris.phone.answer = Answer.RING
    second = desks.clara.phone.call("202").wait_until_ringing()
    theirs = desks.boris.phone.wait_for_call()
    his.hold()
    theirs.pick_up()
    second.wait_until_hears(desks.boris.tone)
    hers.wait_until_not_hears(desks.boris.tone)
    hang_up(second)
    his.resume()
    hers.wait_until_hears(desks.boris.tone)
    hang_up(hers)


def test_blind_transfer_connects_the_caller_with_the_colleague(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    his.transfer("203")
    hers.wait_until_hears(desks.clara.tone)
    desks.clara.phone.wait_for_call().wait_until_hears(desks.anna.tone)
    his.wait_until_over()
    hang_up(hers)
    journey = desks.office.journey(hers)
    assert (journey["result"], journey["callee_name"]) == ("answered", "Clara")
    assert talked(journey) == ["Boris", "Clara"]
    assert "transfers" in rules(journey)


def test_caller_may_transfer_too(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    hers.transfer("203")
    his.wait_until_hears(desks.clara.tone)
    hers.wait_until_over()
    hang_up(his)
    assert talked(desks.office.journey(hers)) == ["Boris", "Clara"]


def test_attended_transfer_is_one_conversation(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    his.hold()
    asked = desks.boris.phone.call("203").wait_until_hears(desks.clara.tone)
    his.transfer_to(asked)
    hers.wait_until_hears(desks.clara.tone)
    desks.clara.phone.wait_for_call().wait_until_hears(desks.anna.tone)
    hang_up(hers)
    journey = desks.office.journey(hers)
    assert talked(journey) == ["Boris", "Clara"]
    assert len([call for call in desks.office.api.calls() if call["started_at"] >= journey["started_at"]]) == 1


def test_attended_transfer_while_the_colleague_still_rings(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    his.hold()
    desks.clara.phone.answer = Answer.RING
    asked = desks.boris.phone.call("203").wait_until_ringing()
    ringing = desks.clara.phone.wait_for_call()
    his.transfer_to(asked)
    his.wait_until_over()
    ringing.pick_up()
    hers.wait_until_hears(desks.clara.tone)
    hang_up(hers)
    assert "Clara" in talked(desks.office.journey(hers))


def test_three_talk_in_a_conference_on_the_phone(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    hers.hold()
    second = desks.anna.phone.call("203").wait_until_hears(desks.clara.tone)
    hers.resume()
    his.wait_until_hears(desks.anna.tone)
    hers.join(second)
    his.wait_until_hears(desks.clara.tone)
    desks.clara.phone.wait_for_call().wait_until_hears(desks.boris.tone)
    hang_up(hers)
    hang_up(second)


def test_customer_is_transferred_outside_with_the_rights_of_who_transfers(desks: Desks) -> None:
    assert desks.office.provider is not None
    number = desks.office.public(destination=desks.boris.here)
    customer = desks.office.call_in(number).wait_until_hears(desks.boris.tone)
    desks.boris.phone.wait_for_call().transfer("203")
    customer.wait_until_hears(desks.clara.tone)
    hang_up(customer)
    journey = desks.office.journey(customer)
    assert (journey["direction"], journey["callee_name"]) == ("incoming", "Clara")


def test_who_parks_a_call_is_told_where_and_it_is_fetched_from_any_phone(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    his.transfer("700")
    hers.wait_until_not_hears(desks.boris.tone)
    his.wait_until_over()
    told = desks.boris.phone.wait_for_call(10)
    assert '"Parking" <sip:701@' in told.remote
    assert "answer-after" in str(told.header("Call-Info"))
    told.wait_until_hears_something().wait_until_over()
    fetched = desks.clara.phone.call("701").wait_until_hears(desks.anna.tone, 15)
    hers.wait_until_hears(desks.clara.tone)
    hang_up(fetched)
    journey = desks.office.journey(hers, result="answered")
    assert talked(journey) == ["Boris", "Clara"]


def test_parked_call_that_nobody_fetches_returns_to_who_parked_it(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    his.transfer("700")
    his.wait_until_over()
    desks.boris.phone.wait_for_call(10).wait_until_over()  # it is told the slot
    desks.boris.phone.wait_for_call(25)
    hers.wait_until_hears(desks.boris.tone, 15)
    hang_up(hers)


def test_caller_for_whom_there_is_no_place_returns_to_who_transferred(desks: Desks) -> None:
    desks.office.make("parkings", name="Small", number="710", first_slot=711, slots=1)
    parked = desks.clara.phone.call("710").wait_until_hears_something()
    hers, his = desks.anna_calls_boris()
    his.transfer("710")
    his.wait_until_over()
    desks.boris.phone.wait_for_call(15).wait_until_hears(desks.anna.tone)
    hers.wait_until_hears(desks.boris.tone)
    hang_up(hers)
    hang_up(parked)


def test_empty_parking_slot_says_so(desks: Desks) -> None:
    talk = desks.clara.phone.call("703").wait_until_hears_something()
    talk.wait_until_over(20)
    assert talk.code >= 400 or talk.answered_at


def test_ringing_colleagues_call_is_picked_up(desks: Desks) -> None:
    desks.boris.phone.answer = Answer.RING
    hers = desks.anna.phone.call("202").wait_until_ringing()
    desks.boris.phone.wait_for_call()
    picked = desks.clara.phone.call("*88202").wait_until_hears(desks.anna.tone)
    hers.wait_until_hears(desks.clara.tone)
    hang_up(picked)
    journey = desks.office.journey(hers)
    assert talked(journey) == ["Clara"]


def test_transfer_to_a_number_that_nobody_has_does_not_leave_anybody_hanging(desks: Desks) -> None:
    hers, his = desks.anna_calls_boris()
    his.transfer("299")
    hers.wait_until_over(20)
