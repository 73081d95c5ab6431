"""Recording: whose calls are recorded, and that the customer is told."""

import pytest

from tests.kit.office import Colleague, Office, rules
from tests.telephony.conftest import hang_up

Pair = tuple[Colleague, Colleague]


@pytest.fixture(scope="module")
def people(founded: Office) -> Pair:
    return founded.employ("Anna", "201"), founded.employ("Boris", "202", record="always")


def test_call_of_an_employee_who_is_recorded_says_so_in_its_story(firm: Office, people: Pair) -> None:
    anna, boris = people
    talk = anna.phone.call("202").wait_until_hears(boris.tone)
    firm.phones.run(1.0)
    hang_up(talk)
    assert "recorded" in rules(firm.journey(talk))


def test_customer_is_told_before_the_colleague_answers(firm: Office, people: Pair) -> None:
    _, boris = people
    number = firm.public(destination=boris.here)
    talk = firm.call_in(number)
    talk.wait_until_hears_something()
    talk.wait_until_hears(boris.tone, 20)
    hang_up(talk)
    assert "recorded" in rules(firm.journey(talk))


def test_call_that_must_not_be_recorded_is_not(firm: Office, people: Pair) -> None:
    anna, _ = people
    number = firm.public(destination=anna.here, record="denied")
    talk = firm.call_in(number).wait_until_hears(anna.tone)
    hang_up(talk)
    assert "recorded" not in rules(firm.journey(talk))
