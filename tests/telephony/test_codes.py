"""Short codes from real phones."""

import pytest

from tests.kit.office import Colleague, Office
from tests.kit.phones import Answer
from tests.telephony.conftest import hang_up

Pair = tuple[Colleague, Colleague]


@pytest.fixture(scope="module")
def people(founded: Office) -> Pair:
    return founded.employ("Anna", "201", ring_seconds=5), founded.employ("Boris", "202", ring_seconds=5)


def test_echo_gives_back_ones_own_voice(firm: Office, people: Pair) -> None:
    talk = people[0].phone.call("*43").wait_until_hears(people[0].tone, 20)
    hang_up(talk)
    assert firm.journey(talk)["result"] in ("answered", "served", "abandoned")


@pytest.mark.parametrize("code", ["*60", "*65"], ids=["clock", "who am I"])
def test_node_tells_what_was_asked(firm: Office, people: Pair, code: str) -> None:
    talk = people[0].phone.call(code)
    talk.wait_until_hears_something()
    hang_up(talk)


def test_redial_calls_the_number_dialled_last(firm: Office, people: Pair) -> None:
    anna, boris = people
    hang_up(anna.phone.call("202").wait_until_hears(boris.tone))
    talk = anna.phone.call("*66").wait_until_hears(boris.tone)
    hang_up(talk)


def test_last_caller_is_called_back(firm: Office, people: Pair) -> None:
    anna, boris = people
    hang_up(anna.phone.call("202").wait_until_hears(boris.tone))
    talk = boris.phone.call("*69").wait_until_hears(anna.tone, 20)
    hang_up(talk)


def test_speed_dial_calls_outside(firm: Office, people: Pair) -> None:
    assert firm.provider is not None
    firm.make("contacts", name="Taxi", number="+74957777777", speed_dial="7")
    talk = people[0].phone.call("*757").wait_until_hears(firm.provider.tone, 15)
    hang_up(talk)


def test_intercom_asks_the_phone_to_answer_by_itself(firm: Office, people: Pair) -> None:
    anna, boris = people
    boris.phone.answer = Answer.RING
    talk = anna.phone.call("*80202")
    ringing = boris.phone.wait_for_call()
    asked = f"{ringing.header('Alert-Info')} {ringing.header('Call-Info')} {ringing.header('Answer-Mode')}".lower()
    assert "auto" in asked or "answer-after" in asked
    ringing.pick_up()
    talk.wait_until_hears(boris.tone)
    hang_up(talk)


def test_code_that_nobody_has_is_told_in_words(firm: Office, people: Pair) -> None:
    talk = people[0].phone.call("*0000")
    talk.wait_until_hears_something()
    talk.wait_until_over(20)
    assert talk.code >= 400


def test_company_may_have_its_own_code(firm: Office, people: Pair) -> None:
    own = firm.make("short-codes", service="echo", code="*12")
    talk = people[0].phone.call("*12").wait_until_hears(people[0].tone, 20)
    hang_up(talk)
    firm.api.change("DELETE", f"/short-codes/{own}")


def test_callback_on_busy_rings_both_when_the_colleague_is_free(firm: Office, people: Pair) -> None:
    anna, boris = people
    busy = boris.phone.call("*43").wait_until_talking()
    anna.phone.call("*37202").wait_until_over(25)
    hang_up(busy)
    back = anna.phone.wait_for_call(30)
    back.wait_until_hears(boris.tone, 20)
    hang_up(back)
