"""A change is in force at the next call, without any reload."""

from tests.kit.phones import Phones
from tests.kit.stack import Stack
from tests.telephony.conftest import Office, hang_up


def test_added_employee_can_be_called_at_once(office: Office) -> None:
    _, annas = office.hire("Anna", "201")
    assert annas.call("202").wait_until_over(15).code == 404

    office.hire("Boris", "202")

    hang_up(annas.call("202").wait_until_talking())


def test_renamed_employee_shows_the_new_name(office: Office) -> None:
    anna, annas = office.hire("Anna", "201")
    _, boriss = office.hire("Boris", "202")

    office.api.change("PATCH", f"/employees/{anna.id}", {"name": "Анна Петрова"})

    talk = annas.call("202").wait_until_talking()
    assert "Анна Петрова" in boriss.calls[-1].remote
    hang_up(talk)


def test_new_short_number_replaces_the_old_one(office: Office) -> None:
    _, annas = office.hire("Anna", "201")
    boris, _ = office.hire("Boris", "202")

    office.api.change("PATCH", f"/employees/{boris.id}", {"number": "205"})

    hang_up(annas.call("205").wait_until_talking())
    assert annas.call("202").wait_until_over(15).code == 404


def test_removed_employee_is_gone_and_their_phone_is_nobody(office: Office) -> None:
    _, annas = office.hire("Anna", "201")
    boris, boriss = office.hire("Boris", "202")
    hang_up(annas.call("202").wait_until_talking())

    office.api.change("DELETE", f"/employees/{boris.id}")

    assert annas.call("202").wait_until_over(15).code == 404
    assert boriss.call("201").wait_until_over(10).code in (401, 403, 404)
    assert not annas.calls[-1].talking


def test_same_short_number_in_two_companies_never_meets(office: Office, stack: Stack, phones: Phones) -> None:
    other = Office(stack.found("elsewhere"), phones)
    _, annas = office.hire("Anna", "201")
    _, ours = office.hire("Boris", "202")
    _, zoes = other.hire("Zoe", "201")
    _, theirs = other.hire("Yuri", "202")

    hang_up(annas.call("202").wait_until_talking())
    assert (len(ours.calls), len(theirs.calls)) == (1, 0)
    hang_up(zoes.call("202").wait_until_talking())
    assert (len(ours.calls), len(theirs.calls)) == (1, 1)
    assert "Zoe" in theirs.calls[0].remote

    assert other.api.journey(dialled="202")["caller_name"] == "Zoe"
    assert office.api.journey(dialled="202")["caller_name"] == "Anna"
    stack.send("DELETE", f"/companies/{other.api.id}")
