"""Calls between employees."""

from tests.kit.phones import Answer
from tests.telephony.conftest import Office, hang_up

HEARD = 0.05


def test_employees_talk_by_short_number(office: Office) -> None:
    anna, annas = office.hire("Анна", "201")
    boris, boriss = office.hire("Boris", "202")
    boriss.answer = Answer.RING

    talk = annas.call("202").wait_until_ringing()
    theirs = boriss.wait_for_call()
    assert "201" in theirs.remote
    assert "Анна" in theirs.remote
    office.phones.run(1.0)
    theirs.pick_up()
    talk.wait_until_talking()
    assert talk.heard_energy() > HEARD
    assert theirs.heard_energy() > HEARD
    hang_up(talk)

    journey = office.api.journey(dialled="202")
    assert journey["result"] == "answered"
    assert journey["direction"] == "internal"
    assert (journey["caller_name"], journey["caller_number"]) == ("Анна", "201")
    assert (journey["caller_employee_id"], journey["callee_employee_id"]) == (anna.id, boris.id)
    assert 0.9 < journey["waiting_seconds"] < 3
    assert 1.9 < journey["talking_seconds"] < 5


def test_caller_hears_busy_when_the_colleague_is_busy(office: Office) -> None:
    _, annas = office.hire("Anna", "201")
    _, boriss = office.hire("Boris", "202")
    boriss.answer = Answer.BUSY

    talk = annas.call("202").wait_until_over()

    assert talk.code == 486
    assert office.api.journey(dialled="202")["result"] == "busy"


def test_caller_is_told_when_nobody_answers(office: Office) -> None:
    _, annas = office.hire("Anna", "201")
    _, boriss = office.hire("Boris", "202", ring_seconds=5)
    boriss.answer = Answer.RING

    talk = annas.call("202").wait_until_over(12)

    assert talk.code == 480
    journey = office.api.journey(dialled="202")
    assert journey["result"] == "no-answer"
    assert 4.5 < journey["waiting_seconds"] < 8


def test_caller_hears_a_sentence_when_the_phone_is_not_registered(office: Office) -> None:
    _, annas = office.hire("Anna", "201")
    office.api.hire("Boris", "202")

    talk = annas.call("202")

    assert talk.heard_energy(2.0) > HEARD
    talk.wait_until_over(15)
    assert talk.code >= 480
    assert office.api.journey(dialled="202")["result"] == "unreachable"


def test_caller_hears_a_sentence_for_a_number_that_nobody_has(office: Office) -> None:
    _, annas = office.hire("Anna", "201")

    talk = annas.call("299")

    assert talk.heard_energy(2.0) > HEARD
    talk.wait_until_over(15)
    assert talk.code == 404
    assert office.api.journey(dialled="299")["result"] == "not-found"


def test_call_is_abandoned_when_the_caller_gives_up(office: Office) -> None:
    _, annas = office.hire("Anna", "201")
    _, boriss = office.hire("Boris", "202")
    boriss.answer = Answer.RING

    talk = annas.call("202").wait_until_ringing()
    ringing = boriss.wait_for_call()
    hang_up(talk)
    ringing.wait_until_over(5)

    assert office.api.journey(dialled="202")["result"] == "abandoned"


def test_all_phones_of_an_employee_ring_and_the_call_is_one_journey(office: Office) -> None:
    _, annas = office.hire("Anna", "201")
    hired = office.api.hire("Boris", "202", phones=[{"label": "Desk"}, {"label": "Kitchen"}])
    desk, kitchen = [office.plug_in(account) for account in hired.phones]
    desk.answer = kitchen.answer = Answer.RING

    talk = annas.call("202")
    first = desk.wait_for_call()
    second = kitchen.wait_for_call()
    second.pick_up()
    talk.wait_until_talking()
    first.wait_until_over()
    hang_up(talk)

    assert office.api.journey(dialled="202")["result"] == "answered"
