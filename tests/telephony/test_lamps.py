"""Lamps on real phones: colleagues, do not disturb, opening hours, parking slots."""

import pytest

from tests.kit.office import Colleague, Office
from tests.kit.phones import Answer
from tests.telephony.conftest import hang_up

People = tuple[Colleague, Colleague, Colleague]
FREE, BUSY = "ready|online|idle", "phone|busy|hold"


@pytest.fixture(scope="module")
def people(founded: Office) -> People:
    founded.make("schedules", name="Office", number="450")
    founded.make("parkings", name="Parking", number="700", first_slot=701, slots=2, return_seconds=30)
    return (
        founded.employ("Anna", "201", ring_seconds=10),
        founded.employ("Boris", "202", ring_seconds=10),
        founded.employ("Clara", "203", ring_seconds=10),
    )


def test_colleagues_lamp_shows_ringing_talking_and_free(firm: Office, people: People) -> None:
    anna, boris, clara = people
    lamp = clara.phone.watch("202").wait_until(FREE)
    boris.phone.answer = Answer.RING
    talk = anna.phone.call("202").wait_until_ringing()
    lamp.wait_until("ring")
    boris.phone.wait_for_call().pick_up()
    lamp.wait_until(BUSY)
    hang_up(talk)
    lamp.wait_until(FREE)


def test_do_not_disturb_lights_the_colleagues_lamp(firm: Office, people: People) -> None:
    _, boris, clara = people
    lamp = clara.phone.watch("202").wait_until(FREE)
    boris.phone.call("*78").wait_until_over(25)
    lamp.wait_until(f"{BUSY}|away|disturb|unavailable")
    boris.phone.call("*78").wait_until_over(25)
    lamp.wait_until(FREE)


def test_switch_of_opening_hours_has_a_lamp(firm: Office, people: People) -> None:
    lamp = people[2].phone.watch("450").wait_until(FREE)
    people[0].phone.call("450").wait_until_over(25)
    lamp.wait_until(BUSY)
    people[0].phone.call("450").wait_until_over(25)
    lamp.wait_until(FREE)


def test_parking_slot_shows_whether_somebody_waits_there(firm: Office, people: People) -> None:
    anna, boris, clara = people
    lamp = clara.phone.watch("701").wait_until(FREE)
    talk = anna.phone.call("202").wait_until_hears(boris.tone)
    boris.phone.wait_for_call().transfer("700")
    lamp.wait_until(BUSY)
    fetched = clara.phone.call("701").wait_until_hears(anna.tone, 15)
    lamp.wait_until(FREE)
    assert talk.talking, "whoever was parked talks with who fetched the call"
    hang_up(fetched)


def test_parking_slots_lamp_goes_out_when_who_waits_there_hangs_up(firm: Office, people: People) -> None:
    anna, boris, clara = people
    lamp = clara.phone.watch("701").wait_until(FREE)
    talk = anna.phone.call("202").wait_until_hears(boris.tone)
    boris.phone.wait_for_call().transfer("700")
    lamp.wait_until(BUSY)
    hang_up(talk)
    lamp.wait_until(FREE)
