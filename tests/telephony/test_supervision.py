"""Supervisors with real phones: who hears whom while they listen, whisper and barge in by short code."""

from dataclasses import dataclass

import pytest

from tests.kit.office import Colleague, Office, rules
from tests.kit.phones import Talk
from tests.telephony.conftest import hang_up


@dataclass
class Floor:
    """Anna calls the waiting line in which Boris answers; Clara supervises it, Dora does not."""

    office: Office
    anna: Colleague
    boris: Colleague
    clara: Colleague
    dora: Colleague

    def anna_talks_with_boris(self) -> tuple[Talk, Talk]:
        """Anna's and Boris' side."""
        hers = self.anna.phone.call("350").wait_until_hears(self.boris.tone, 15)
        return hers, self.boris.phone.wait_for_call().wait_until_hears(self.anna.tone)


@pytest.fixture(scope="module")
def built(founded: Office) -> Floor:
    anna, boris = founded.employ("Anna", "201"), founded.employ("Boris", "202")
    agents = [{"employee": boris.id, "always": True}]
    line = founded.make("waiting-lines", name="Support", number="350", agents=agents)
    clara = founded.employ("Clara", "203", supervises=[{"kind": "waiting-line", "id": line}])
    return Floor(founded, anna, boris, clara, founded.employ("Dora", "204"))


@pytest.fixture
def floor(firm: Office, built: Floor) -> Floor:
    return built


@pytest.mark.parametrize(
    ("code", "agent_hears", "caller_hears"),
    [("*222", False, False), ("*223", True, False), ("*224", True, True)],
    ids=["listens", "whispers", "barges in"],
)
def test_supervisor_hears_both_and_is_heard_by_whom_the_code_says(
    floor: Floor, code: str, agent_hears: bool, caller_hears: bool
) -> None:
    hers, his = floor.anna_talks_with_boris()
    watching = floor.clara.phone.call(f"{code}202")
    watching.wait_until_hears(floor.anna.tone).wait_until_hears(floor.boris.tone)
    for side, hears in ((his, agent_hears), (hers, caller_hears)):
        if hears:
            side.wait_until_hears(floor.clara.tone)
        else:
            assert not side.hear().hears(floor.clara.tone)
    hers.wait_until_hears(floor.boris.tone)
    his.wait_until_hears(floor.anna.tone)
    hang_up(watching)
    hers.wait_until_not_hears(floor.clara.tone).wait_until_hears(floor.boris.tone)
    hang_up(hers)
    assert "supervised" in rules(floor.office.journey(watching, caller_name="Clara"))


def test_supervisor_is_let_go_when_the_talk_is_over(floor: Floor) -> None:
    hers, _ = floor.anna_talks_with_boris()
    watching = floor.clara.phone.call("*222202").wait_until_hears(floor.anna.tone)
    hang_up(hers)
    watching.wait_until_over()


def test_who_supervises_nobody_is_refused(floor: Floor) -> None:
    hers, _ = floor.anna_talks_with_boris()
    refused = floor.dora.phone.call("*222202").wait_until_over(20)
    assert refused.code == 403
    hers.wait_until_hears(floor.boris.tone)
    hang_up(hers)


def test_nobody_can_be_supervised_who_does_not_talk(floor: Floor) -> None:
    told = floor.clara.phone.call("*222202").wait_until_hears_something()
    told.wait_until_over(20)
    assert floor.office.journey(told, caller_name="Clara")["result"] != "answered"
