"""Meetings and announcements with real phones: who hears whom."""

import pytest

from tests.kit.office import Colleague, Office
from tests.telephony.conftest import hang_up

People = tuple[Colleague, Colleague, Colleague]


@pytest.fixture(scope="module")
def people(founded: Office) -> People:
    anna, boris, clara = (
        founded.employ(name, number, ring_seconds=5)
        for name, number in (("Anna", "201"), ("Boris", "202"), ("Clara", "203"))
    )
    founded.make("rooms", name="Board", number="600")
    founded.make("rooms", name="Secret", number="601", pin="4711")
    founded.make("rooms", name="Lecture", number="602", hosts=[anna.id], wait_for_host=True)
    founded.make("paging-groups", name="Announcement", number="800", members=[boris.id, clara.id])
    return anna, boris, clara


def test_three_in_a_room_hear_each_other(firm: Office, people: People) -> None:
    anna, boris, clara = people
    talks = [each.phone.call("600").wait_until_talking() for each in people]
    talks[0].wait_until_hears(boris.tone, 20).wait_until_hears(clara.tone)
    talks[1].wait_until_hears(anna.tone).wait_until_hears(clara.tone)
    for talk in talks:
        hang_up(talk)
    assert firm.journey(talks[0])["result"] in ("answered", "served")


def test_room_with_a_pin_lets_in_who_knows_it(firm: Office, people: People) -> None:
    anna, boris, _ = people
    first = anna.phone.call("601").wait_until_talking()
    first.press("4711#")
    second = boris.phone.call("601").wait_until_talking()
    second.press("4711#")
    first.wait_until_hears(boris.tone, 20)
    hang_up(first)
    hang_up(second)


def test_guests_wait_for_the_host(firm: Office, people: People) -> None:
    anna, boris, clara = people
    guests = [each.phone.call("602").wait_until_talking() for each in (boris, clara)]
    firm.phones.run(3.0)
    assert not guests[0].hear().hears(clara.tone)
    host = anna.phone.call("602").wait_until_talking()
    guests[0].wait_until_hears(anna.tone, 20).wait_until_hears(clara.tone)
    for talk in (host, *guests):
        hang_up(talk)


def test_announcement_reaches_all_phones_and_nobody_speaks_back(firm: Office, people: People) -> None:
    anna, boris, clara = people
    talk = anna.phone.call("800")
    for each in (boris, clara):
        each.phone.wait_for_call().wait_until_hears(anna.tone)
    assert not talk.hear().hears(boris.tone)
    hang_up(talk)
    for each in (boris, clara):
        each.phone.calls[-1].wait_until_over()
