"""People with real phones: do not disturb, forwards, follow me, presence by short code, caller's name, press 1."""

import pytest

from tests.kit.office import CUSTOMER, Colleague, Office, rang, rules, talked
from tests.kit.phones import Answer
from tests.telephony.conftest import hang_up

People = tuple[Colleague, Colleague, Colleague]
MOBILE = "+79265554433"


@pytest.fixture(scope="module")
def people(founded: Office) -> People:
    anna, boris, clara = (
        founded.employ(name, number, ring_seconds=5)
        for name, number in (("Anna", "201"), ("Boris", "202"), ("Clara", "203"))
    )
    return anna, boris, clara


def test_do_not_disturb_by_short_code_keeps_the_phone_silent(firm: Office, people: People) -> None:
    anna, boris, _ = people
    boris.phone.call("*78").wait_until_over(20)
    before = len(boris.phone.calls)
    talk = anna.phone.call("202").wait_until_over(20)
    assert talk.code == 486
    assert len(boris.phone.calls) == before
    assert firm.journey(talk)["result"] == "do-not-disturb"
    boris.phone.call("*78").wait_until_over(20)
    talk = anna.phone.call("202").wait_until_hears(boris.tone)
    hang_up(talk)


def test_forward_always_is_turned_on_by_phone_and_off_again(firm: Office, people: People) -> None:
    anna, boris, clara = people
    boris.phone.call("*72203").wait_until_over(20)
    talk = anna.phone.call("202").wait_until_hears(clara.tone)
    hang_up(talk)
    journey = firm.journey(talk)
    assert talked(journey) == ["Clara"]
    assert "forward" in rules(journey)
    boris.phone.call("*72").wait_until_over(20)
    talk = anna.phone.call("202").wait_until_hears(boris.tone)
    hang_up(talk)


@pytest.mark.parametrize(
    ("field", "answer"), [("forward_busy", Answer.BUSY), ("forward_no_answer", Answer.RING)], ids=["busy", "no-answer"]
)
def test_forward_for_the_situation_reaches_the_colleague(
    firm: Office, people: People, field: str, answer: Answer
) -> None:
    anna, boris, clara = people
    firm.change("employees", boris.id, **{field: clara.here})
    boris.phone.answer = answer
    talk = anna.phone.call("202").wait_until_hears(clara.tone, 20)
    hang_up(talk)
    assert rang(firm.journey(talk)) == ["Boris", "Clara"]
    firm.change("employees", boris.id, **{field: None})


def test_two_who_forward_to_each_other_end_the_call_instead_of_going_round(firm: Office, people: People) -> None:
    """Forwards of all calls in a circle are refused by the portal; those of the busy may meet."""
    anna, boris, clara = people
    firm.change("employees", boris.id, forward_busy=clara.here)
    firm.change("employees", clara.id, forward_busy=boris.here)
    boris.phone.answer = clara.phone.answer = Answer.BUSY
    talk = anna.phone.call("202").wait_until_over(25)
    assert talk.code >= 400
    assert (len(boris.phone.calls), len(clara.phone.calls)) == (1, 1)
    for colleague in (boris, clara):
        firm.change("employees", colleague.id, forward_busy=None)


def test_mobile_that_answers_without_pressing_one_does_not_get_the_call(firm: Office, people: People) -> None:
    """A private voicemail answers; the desk phone goes on ringing."""
    anna, boris, _ = people
    assert firm.provider is not None
    phone = {"phone": firm.api.ask("GET", f"/employees/{boris.id}")["phones"][0]["id"]}
    firm.change("employees", boris.id, ring_steps=[phone, {"number": MOBILE, "confirm": True}], ring_seconds=15)
    boris.phone.answer, boris.phone.answers_after = Answer.PICK_UP, 6.0
    talk = anna.phone.call("202")
    mobile = firm.provider.wait_for_call(10)
    mobile.wait_until_hears_something()
    talk.wait_until_hears(boris.tone, 20)
    mobile.wait_until_over()
    hang_up(talk)
    assert talked(firm.journey(talk)) == ["Boris"]


def test_mobile_that_presses_one_gets_the_call(firm: Office, people: People) -> None:
    anna, boris, _ = people
    assert firm.provider is not None
    boris.phone.answer = Answer.RING
    talk = anna.phone.call("202")
    mobile = firm.provider.wait_for_call(10).wait_until_hears_something()
    mobile.press("1")
    talk.wait_until_hears(firm.provider.tone, 15)
    mobile.wait_until_hears(anna.tone)
    hang_up(talk)
    firm.change("employees", boris.id, ring_steps=[], ring_seconds=5)


def test_colleague_sees_the_directorys_name_of_a_customer(firm: Office, people: People) -> None:
    _, boris, _ = people
    firm.make("contacts", name="Roses & Co", number=CUSTOMER)
    number = firm.public(destination=boris.here)
    talk = firm.call_in(number).wait_until_hears(boris.tone)
    assert "Roses & Co" in boris.phone.calls[-1].remote
    hang_up(talk)


def test_secretary_is_rung_for_the_boss_and_may_call_through(firm: Office, people: People) -> None:
    anna, boris, clara = people
    firm.change("employees", boris.id, secretary=clara.id)
    talk = anna.phone.call("202").wait_until_hears(clara.tone)
    hang_up(talk)
    assert talked(firm.journey(talk)) == ["Clara"]
    talk = clara.phone.call("202").wait_until_hears(boris.tone)
    hang_up(talk)
    firm.change("employees", boris.id, secretary=None)
