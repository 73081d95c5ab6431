"""Waiting lines with real callers and agents: music, turns, ways out, agents that come and go."""

from dataclasses import dataclass

import pytest

from tests.kit.office import Colleague, Office, rang, rules, talked
from tests.kit.phones import Answer
from tests.telephony.conftest import hang_up

FREE, BUSY = "ready|online|idle", "phone|busy|hold"


@dataclass
class Support:
    office: Office
    anna: Colleague
    boris: Colleague
    clara: Colleague
    line: str

    def always(self, agent: Colleague, **wishes: object) -> dict[str, object]:
        """An agent who is on duty at all times."""
        return {"employee": agent.id, "always": True, **wishes}

    def another(self, name: str, number: str, *agents: dict[str, object], **wishes: object) -> str:
        """A further line; its id."""
        return self.office.make("waiting-lines", name=name, number=number, agents=agents, ring_seconds=10, **wishes)


@pytest.fixture(scope="module")
def built(founded: Office) -> Support:
    anna, boris, clara = (
        founded.employ(name, number, ring_seconds=5)
        for name, number in (("Anna", "201"), ("Boris", "202"), ("Clara", "203"))
    )
    line = founded.make(
        "waiting-lines",
        name="Support",
        number="350",
        strategy="ring-all",
        agents=[{"employee": boris.id, "always": True}],
        ring_seconds=10,
        exits=[{"digit": "0", "destination": clara.here}],
    )
    return Support(founded, anna, boris, clara, line)


@pytest.fixture
def support(firm: Office, built: Support) -> Support:
    return built


def test_caller_hears_music_until_the_agent_answers(support: Support) -> None:
    support.boris.phone.answer = Answer.RING
    talk = support.anna.phone.call("350").wait_until_talking()
    ringing = support.boris.phone.wait_for_call(10)
    talk.wait_until_hears_something()
    ringing.pick_up()
    talk.wait_until_hears(support.boris.tone)
    hang_up(talk)
    journey = support.office.journey(talk)
    assert (journey["result"], journey["callee_name"]) == ("answered", "Boris")
    assert talked(journey) == ["Boris"]
    assert "waited" in rules(journey)


def test_caller_leaves_the_line_by_a_digit(support: Support) -> None:
    support.boris.phone.answer = Answer.RING
    talk = support.anna.phone.call("350").wait_until_talking()
    support.boris.phone.wait_for_call(10)
    talk.press("0")
    talk.wait_until_hears(support.clara.tone, 15)
    hang_up(talk)
    assert talked(support.office.journey(talk)) == ["Clara"]


def test_caller_who_gives_up_abandoned_the_line(support: Support) -> None:
    support.boris.phone.answer = Answer.RING
    talk = support.anna.phone.call("350").wait_until_talking()
    support.boris.phone.wait_for_call(10)
    hang_up(talk)
    journey = support.office.journey(talk)
    assert journey["result"] == "abandoned"
    assert rang(journey) == ["Boris"]


def test_second_caller_of_a_full_line_overflows(support: Support) -> None:
    support.office.change("waiting-lines", support.line, length_max=1, overflow=support.clara.here)
    support.boris.phone.answer = Answer.RING
    number = support.office.public(destination={"kind": "waiting-line", "id": support.line})
    first = support.office.call_in(number).wait_until_talking()
    support.boris.phone.wait_for_call(10)
    second = support.anna.phone.call("350").wait_until_hears(support.clara.tone, 15)
    hang_up(second)
    hang_up(first)
    support.office.change("waiting-lines", support.line, length_max=0, overflow=None)


def test_line_without_agents_says_so_until_somebody_logs_in(support: Support) -> None:
    office = support.office
    office.make("waiting-lines", name="Night", number="351", agents=[{"employee": support.clara.id}])
    lamp = support.boris.phone.watch("*45203").wait_until(FREE)
    talk = support.anna.phone.call("351")
    talk.wait_until_hears_something()
    talk.wait_until_over(25)
    assert office.journey(talk)["result"] == "no-agents"
    support.clara.phone.call("*45351").wait_until_over(25)
    lamp.wait_until(BUSY)
    talk = support.anna.phone.call("351").wait_until_hears(support.clara.tone, 20)
    hang_up(talk)
    support.clara.phone.call("*45351").wait_until_over(25)
    lamp.wait_until(FREE)


def test_agent_who_pauses_with_a_reason_is_left_alone(support: Support) -> None:
    office = support.office
    agents = [support.always(support.boris), support.always(support.clara)]
    office.change("waiting-lines", support.line, agents=agents, pause_reasons=["Lunch", "Training"])
    told = support.boris.phone.call("*462").wait_until_over(25)
    assert "Boris: pauses (Training)" in str(office.journey(told)["steps"])
    before = len(support.boris.phone.calls)
    talk = support.anna.phone.call("350").wait_until_hears(support.clara.tone, 20)
    assert len(support.boris.phone.calls) == before
    hang_up(talk)
    support.boris.phone.call("*46").wait_until_over(25)
    office.change("waiting-lines", support.line, agents=agents[:1])
    talk = support.anna.phone.call("350").wait_until_hears(support.boris.tone, 20)
    hang_up(talk)
