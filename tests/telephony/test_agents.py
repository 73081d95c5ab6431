"""Whom a waiting line gives its callers to: skills, priorities, wrap-up, and the callback that keeps the place."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.kit.office import CUSTOMER, Colleague, Office
from tests.kit.phones import Talk
from tests.telephony.conftest import hang_up


@dataclass
class Support:
    office: Office
    anna: Colleague
    boris: Colleague
    clara: Colleague

    def line(self, number: str, *agents: dict[str, Any], **wishes: object) -> str:
        """A waiting line of these agents, who are always on duty; its id. Nobody: Boris alone."""
        always = [{"always": True, **agent} for agent in agents or ({"employee": self.boris.id},)]
        return self.office.make("waiting-lines", name=f"Line {number}", number=number, agents=always, **wishes)

    def outside(self, line: str) -> str:
        """A public number that leads there."""
        return self.office.public(destination={"kind": "waiting-line", "id": line})

    def boris_is_busy(self) -> Talk:
        return self.boris.phone.call("*43").wait_until_talking()

    def waiting(self, line: str) -> list[str]:
        """Who waits, the first one first, in the node's words."""
        told = self.office.api.stack.console(f"queue show {self.office.api.id}-{line}")
        return [each.strip() for each in told.splitlines() if "(wait:" in each]

    def wait_until_waiting(self, line: str, *names: str) -> None:
        """Until these wait there, in this order."""

        def so() -> bool:
            there = self.waiting(line)
            return len(there) == len(names) and all(map(str.__contains__, there, names))

        self.office.phones.wait_for(so, 10, f"{names} to wait")


@pytest.fixture(scope="module")
def built(founded: Office) -> Support:
    people = (("Anna", "201"), ("Boris", "202"), ("Clara", "203"))
    return Support(founded, *(founded.employ(name, number, ring_seconds=5) for name, number in people))


@pytest.fixture
def support(firm: Office, built: Support) -> Support:
    return built


def test_line_with_a_skill_rings_only_agents_who_have_it(support: Support) -> None:
    agents = ({"employee": support.boris.id}, {"employee": support.clara.id, "skills": ["german"]})
    support.line("351", *agents, skill="german", strategy="ring-all")
    talk = support.anna.phone.call("351").wait_until_hears(support.clara.tone, 15)
    assert not support.boris.phone.calls
    hang_up(talk)


@pytest.mark.parametrize(
    ("number", "strategy", "order"),
    [
        ("361", "in-order", "AA"),
        ("362", "longest-idle", "AB"),
        ("363", "round-robin", "ABA"),
        ("364", "fewest-calls", "AB"),
    ],
)
def test_line_chooses_the_agent_by_its_strategy(support: Support, number: str, strategy: str, order: str) -> None:
    agents = [{"employee": each.id} for each in (support.boris, support.clara)]
    support.line(number, *agents, strategy=strategy)
    taken = []
    for _ in order:
        talk = support.anna.phone.call(number).wait_until_talking()
        support.office.phones.wait_for(lambda: any(e.phone.calls for e in (support.boris, support.clara)), 10, "a ring")
        taken += [each.number for each in (support.boris, support.clara) if each.phone.calls]
        talk.wait_until_hears(support.boris.tone if taken[-1] == "202" else support.clara.tone)
        hang_up(talk)
        support.office.go_quiet()
    first = taken[0]
    assert ["A" if each == first else "B" for each in taken] == list(order)
    assert strategy != "in-order" or first == "202"


def test_caller_of_the_line_with_priority_is_served_before_who_waited_longer(support: Support) -> None:
    normal, important = support.line("352"), support.line("353", priority=10)
    busy = support.boris_is_busy()
    anna = support.anna.phone.call("352").wait_until_talking()
    support.wait_until_waiting(normal, "PJSIP/")
    customer = support.office.call_in(support.outside(important)).wait_until_talking()
    support.wait_until_waiting(important, "PJSIP/")
    hang_up(busy)
    customer.wait_until_hears(support.boris.tone, 15)
    assert not anna.hear().hears(support.boris.tone)
    hang_up(customer)
    anna.wait_until_hears(support.boris.tone, 15)
    hang_up(anna)


def test_agent_has_time_to_wrap_up_before_the_next_call_of_any_line(support: Support) -> None:
    support.line("354", wrap_up_seconds=5)
    other = support.line("358", wrap_up_seconds=5)
    support.wait_until_waiting(other)  # asked about, the node knows the line, as it does from the first call on
    first = support.anna.phone.call("354").wait_until_hears(support.boris.tone, 15)
    talked = support.boris.phone.wait_for_call()
    hang_up(first)
    talked.wait_until_over()
    second = support.anna.phone.call("358").wait_until_hears(support.boris.tone, 20)
    again = support.boris.phone.wait_for_call()
    assert again.rang_at is not None
    assert talked.ended_at is not None
    assert again.rang_at - talked.ended_at > 4
    hang_up(second)


def test_customer_who_asked_for_a_callback_is_called_when_it_is_their_turn(support: Support) -> None:
    office, line = support.office, support.line("355", callback_digit="1")
    assert office.provider is not None
    busy = support.boris_is_busy()
    customer = office.call_in(support.outside(line)).wait_until_hears_something()
    support.wait_until_waiting(line, "PJSIP/")
    anna = support.anna.phone.call("355").wait_until_talking()
    support.wait_until_waiting(line, "PJSIP/", "PJSIP/")
    customer.press("1")
    support.wait_until_waiting(line, "Local/", "PJSIP/")
    hang_up(customer)
    hang_up(busy)
    back = office.provider.wait_for_call(15).wait_until_hears(support.boris.tone)
    assert f"sip:{CUSTOMER}@" in back.invitation
    agent = support.boris.phone.wait_for_call().wait_until_hears(office.provider.tone)
    assert CUSTOMER in agent.remote
    assert not anna.hear().hears(support.boris.tone)
    hang_up(back)
    anna.wait_until_hears(support.boris.tone, 15)
    hang_up(anna)
    assert "callback" in str(office.journey(customer)["steps"])
