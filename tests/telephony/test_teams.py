"""Teams with real phones: who rings and when, what the callee sees, where the call goes when nobody takes it."""

from dataclasses import dataclass

import pytest

from tests.kit.office import Colleague, Office, rang, rules, talked
from tests.kit.phones import Answer
from tests.telephony.conftest import hang_up


@dataclass
class Sales:
    office: Office
    anna: Colleague
    boris: Colleague
    clara: Colleague
    team: str

    def nobody_answers(self) -> None:
        for colleague in (self.boris, self.clara):
            colleague.phone.answer = Answer.RING


@pytest.fixture(scope="module")
def sales(founded: Office) -> Sales:
    anna, boris, clara = (
        founded.employ(name, number, ring_seconds=5)
        for name, number in (("Anna", "201"), ("Boris", "202"), ("Clara", "203"))
    )
    team = founded.make("teams", name="Sales", number="300", members=[boris.here, clara.here], ring_seconds=5)
    return Sales(founded, anna, boris, clara, team)


@pytest.fixture(autouse=True)
def _as_it_was(firm: Office, sales: Sales) -> None:
    """Each test says how the team works."""


def test_everybody_rings_and_the_first_to_answer_has_the_call(sales: Sales) -> None:
    sales.office.change("teams", sales.team, order="all", prefix="Sales: ")
    sales.nobody_answers()
    talk = sales.anna.phone.call("300")
    first, second = sales.boris.phone.wait_for_call(), sales.clara.phone.wait_for_call()
    assert "Sales: Anna" in first.remote
    second.pick_up()
    talk.wait_until_hears(sales.clara.tone)
    first.wait_until_over()
    hang_up(talk)

    journey = sales.office.journey(talk)
    assert (journey["result"], journey["callee_name"]) == ("answered", "Clara")
    assert sorted(rang(journey)) == ["Boris", "Clara"]
    assert talked(journey) == ["Clara"]


def test_in_order_the_second_rings_when_the_first_does_not_answer(sales: Sales) -> None:
    sales.office.change("teams", sales.team, order="in-order", prefix="")
    sales.boris.phone.answer = Answer.RING
    talk = sales.anna.phone.call("300")
    first = sales.boris.phone.wait_for_call()
    assert not sales.clara.phone.calls
    talk.wait_until_hears(sales.clara.tone, 20)
    assert first.over
    hang_up(talk)
    assert rang(sales.office.journey(talk)) == ["Boris", "Clara"]


def test_round_robin_begins_after_the_one_who_was_rung_last(sales: Sales) -> None:
    sales.office.change("teams", sales.team, order="round-robin")
    heard = []
    for _ in range(3):
        talk = sales.anna.phone.call("300").wait_until_talking()
        heard += [c.tone for c in (sales.boris, sales.clara) if talk.hear().hears(c.tone)]
        hang_up(talk)
    assert len(heard) == 3
    assert heard[0] == heard[2] != heard[1]


def test_least_recent_rings_who_has_not_talked_for_longest_whatever_rang_before(sales: Sales) -> None:
    sales.office.change("teams", sales.team, order="least-recent")
    for talked_last, rings in ((sales.clara, sales.boris), (sales.boris, sales.clara), (sales.boris, sales.clara)):
        hang_up(talked_last.phone.call("201").wait_until_hears(sales.anna.tone))
        sales.office.wait_until_quiet()
        hang_up(sales.anna.phone.call("300").wait_until_hears(rings.tone))


def test_random_rings_now_one_and_now_the_other(sales: Sales) -> None:
    sales.office.change("teams", sales.team, order="random")
    first: set[str] = set()
    for _ in range(14):  # one of 8,000 runs would end here although all is well
        sales.nobody_answers()
        talk = sales.anna.phone.call("300").wait_until_ringing()
        sales.office.phones.wait_for(
            lambda: any(each.phone.calls for each in (sales.boris, sales.clara)), 10, "a member to ring"
        )
        first |= {each.number for each in (sales.boris, sales.clara) if each.phone.calls}
        hang_up(talk)
        sales.office.go_quiet()
        if len(first) > 1:
            return
    raise AssertionError(f"{first} was rung first 14 times")


def test_who_talks_is_skipped(sales: Sales) -> None:
    sales.office.change("teams", sales.team, order="in-order", skip_busy=True)
    busy = sales.boris.phone.call("*43").wait_until_talking()
    before = len(sales.boris.phone.calls)
    talk = sales.anna.phone.call("300").wait_until_hears(sales.clara.tone)
    assert len(sales.boris.phone.calls) == before
    hang_up(talk)
    hang_up(busy)
    assert "skipped" in rules(sales.office.journey(talk))


def test_overflow_takes_the_call_when_nobody_answers(sales: Sales) -> None:
    dora = sales.office.employ("Dora", "204")
    sales.office.change("teams", sales.team, order="all", overflow=dora.here)
    sales.nobody_answers()
    talk = sales.anna.phone.call("300").wait_until_hears(dora.tone, 20)
    hang_up(talk)
    journey = sales.office.journey(talk)
    assert talked(journey) == ["Dora"]
    assert set(rang(journey)) == {"Boris", "Clara", "Dora"}


def test_team_in_which_nobody_answers_says_so(sales: Sales) -> None:
    sales.office.change("teams", sales.team, order="all", overflow=None)
    for colleague in (sales.boris, sales.clara):
        colleague.phone.answer = Answer.DECLINE
    talk = sales.anna.phone.call("300").wait_until_over(20)
    assert talk.code >= 400
    assert sales.office.journey(talk)["result"] in ("refused", "no-answer", "busy")
