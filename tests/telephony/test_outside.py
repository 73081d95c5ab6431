"""Calls from and to the world, over a provider line."""

import pytest

from tests.kit.phones import Answer, Phone
from tests.kit.stack import Stack
from tests.telephony.conftest import Office, hang_up

HEARD = 0.05


@pytest.fixture
def reception(office: Office) -> Phone:
    """Anna's phone; the company's public number leads to her."""
    anna, phone = office.hire("Anna", "201")
    office.api.change("POST", "/numbers", {"number": office.number, "destination": {"kind": "employee", "id": anna.id}})
    return phone


def test_customer_reaches_the_employee_behind_the_number(
    office: Office, reception: Phone, provider: Phone, stack: Stack
) -> None:
    talk = provider.call(f"sip:{office.number}@{stack.server}").wait_until_talking()
    assert talk.heard_energy() > HEARD
    hang_up(talk)

    journey = office.api.journey(dialled=office.number)
    assert journey["direction"] == "incoming"
    assert journey["result"] == "answered"
    assert journey["callee_name"] == "Anna"


def test_customer_hears_a_sentence_when_the_number_leads_nowhere(office: Office, provider: Phone, stack: Stack) -> None:
    office.api.change("POST", "/numbers", {"number": office.number})

    talk = provider.call(f"sip:{office.number}@{stack.server}")

    assert talk.heard_energy(2.0) > HEARD
    talk.wait_until_over(15)
    assert talk.code >= 400


def test_employee_calls_outside_with_the_number_of_the_line(office: Office, provider: Phone) -> None:
    _, annas = office.hire("Anna", "201")

    talk = annas.call("89261234567").wait_until_talking()
    theirs = provider.wait_for_call()
    assert office.number in theirs.remote
    assert "Anna" not in theirs.remote
    assert talk.heard_energy() > HEARD
    hang_up(talk)

    journey = office.api.journey(direction="outgoing")
    assert journey["result"] == "answered"
    assert journey["dialled"] in ("89261234567", "+79261234567")
    assert journey["caller_name"] == "Anna"


def test_employee_with_an_outside_number_shows_it(office: Office, provider: Phone) -> None:
    office.api.change("POST", "/numbers", {"number": "8 (499) 765-43-21"})
    _, annas = office.hire("Anna", "201", outside_number="8 (499) 765-43-21")

    talk = annas.call("+79261234567").wait_until_talking()

    assert "+74997654321" in provider.wait_for_call().remote
    hang_up(talk)


def test_busy_outside_is_busy_inside(office: Office, provider: Phone) -> None:
    provider.answer = Answer.BUSY
    _, annas = office.hire("Anna", "201")

    talk = annas.call("89261234567").wait_until_over()

    assert talk.code == 486
    assert office.api.journey(direction="outgoing")["result"] == "busy"
