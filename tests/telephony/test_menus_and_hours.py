"""Menus, opening hours and unwanted callers with a real phone outside that presses real digits."""

from dataclasses import dataclass

import pytest

from tests.kit.office import CUSTOMER, Colleague, Office, rules, talked
from tests.telephony.conftest import hang_up


@dataclass
class Reception:
    office: Office
    boris: Colleague
    clara: Colleague
    menu: str
    schedule: str
    number: str
    number_id: str


@pytest.fixture(scope="module")
def built(founded: Office) -> Reception:
    boris, clara = (
        founded.employ(name, number, ring_seconds=5) for name, number in (("Boris", "202"), ("Clara", "203"))
    )
    nested = founded.make(
        "menus", name="Support", choices=[{"digits": "5", "destination": clara.here}], wait_seconds=4, attempts=1
    )
    menu = founded.make(
        "menus",
        name="Main menu",
        number="400",
        choices=[
            {"digits": "1", "destination": boris.here, "label": "Sales"},
            {"digits": "2", "destination": {"kind": "menu", "id": nested}},
        ],
        dial_employees=True,
        wait_seconds=3,
        attempts=2,
        on_silence=clara.here,
    )
    schedule = founded.make("schedules", name="Office", number="450", weekly=[])
    number_id = founded.make("numbers", number=founded.number, destination={"kind": "menu", "id": menu})
    return Reception(founded, boris, clara, menu, schedule, founded.number, number_id)


@pytest.fixture
def reception(firm: Office, built: Reception) -> Reception:
    return built


def test_customer_presses_one_and_reaches_sales(reception: Reception) -> None:
    talk = reception.office.call_in(reception.number).wait_until_talking()
    talk.press("1")
    talk.wait_until_hears(reception.boris.tone)
    hang_up(talk)
    journey = reception.office.journey(talk)
    assert (journey["result"], journey["direction"], journey["callee_name"]) == ("answered", "incoming", "Boris")
    assert "menu-choice" in rules(journey)


def test_customer_dials_a_colleagues_short_number_as_fast_as_a_machine(reception: Reception) -> None:
    talk = reception.office.call_in(reception.number).wait_until_talking()
    talk.press("203")
    talk.wait_until_hears(reception.clara.tone)
    hang_up(talk)


def test_menu_below_a_menu_is_reached_by_two_digits(reception: Reception) -> None:
    talk = reception.office.call_in(reception.number).wait_until_talking()
    talk.press("2#")  # without it the menu waits whether a short number follows
    reception.office.phones.run(1.0)
    talk.press("5")
    talk.wait_until_hears(reception.clara.tone)
    hang_up(talk)


def test_wrong_digit_is_answered_in_words_and_may_be_mended(reception: Reception) -> None:
    talk = reception.office.call_in(reception.number).wait_until_talking()
    talk.press("9")
    talk.wait_until_hears_something()
    talk.press("1")
    talk.wait_until_hears(reception.boris.tone, 15)
    hang_up(talk)


def test_who_presses_nothing_reaches_the_colleague_for_the_silent(reception: Reception) -> None:
    talk = reception.office.call_in(reception.number).wait_until_hears(reception.clara.tone, 25)
    hang_up(talk)
    assert talked(reception.office.journey(talk)) == ["Clara"]


def test_sixty_digits_at_once_harm_nothing(reception: Reception) -> None:
    talk = reception.office.call_in(reception.number).wait_until_talking()
    talk.press("9876543210" * 6)
    reception.office.phones.run(1.0)
    hang_up(talk)
    assert reception.office.journey(talk)["state"] == "complete"


def test_closed_company_says_so_and_opens_by_the_switch(reception: Reception) -> None:
    office = reception.office
    office.change("schedules", reception.schedule, closed_now=True, weekly=_ALWAYS)
    office.change("numbers", reception.number_id, hours=reception.schedule, destination=reception.boris.here)
    talk = office.call_in(reception.number)
    talk.wait_until_hears_something()
    talk.wait_until_over(25)
    assert not reception.boris.phone.calls
    assert office.journey(talk)["result"] == "closed"

    switched = reception.clara.phone.call("450")
    switched.wait_until_over(20)
    talk = office.call_in(reception.number).wait_until_hears(reception.boris.tone)
    hang_up(talk)
    office.change("numbers", reception.number_id, hours=None, destination={"kind": "menu", "id": reception.menu})


def test_outside_of_opening_hours_calls_go_elsewhere(reception: Reception) -> None:
    closed = reception.office.make("schedules", name="Never", weekly=[], days=[])
    number = reception.office.public(destination=reception.boris.here, hours=closed, closed=reception.clara.here)
    talk = reception.office.call_in(number).wait_until_hears(reception.clara.tone)
    hang_up(talk)
    assert "opening-hours" in rules(reception.office.journey(talk))


def test_unwanted_caller_is_refused(reception: Reception) -> None:
    rule = reception.office.make("caller-rules", name="Nuisance", prefix=CUSTOMER, treatment="block")
    number = reception.office.public(destination=reception.boris.here)
    talk = reception.office.call_in(number).wait_until_over(25)
    assert not reception.boris.phone.calls
    assert reception.office.journey(talk)["result"] == "blocked"
    reception.office.api.change("DELETE", f"/caller-rules/{rule}")


def test_caller_without_a_number_is_sent_elsewhere(reception: Reception) -> None:
    office = reception.office
    number = office.public(destination=reception.boris.here, anonymous="send", anonymous_to=reception.clara.here)
    hidden = office.phones.phone("anonymous", "", "127.0.0.1", register=False, beside=office.provider)
    talk = hidden.call(f"sip:{number}@{office.server}").wait_until_hears(reception.clara.tone)
    hang_up(talk)
    assert "anonymous" in rules(office.journey(talk))
    office.phones.remove(hidden)


_ALWAYS = [
    {
        "days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        "opens": "00:00",
        "closes": "24:00",
    }
]
