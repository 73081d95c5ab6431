"""Which lamps are told to Asterisk, and that it is only those that differ."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from node_agent.calls.directory import Directory
from node_agent.calls.parked import ParkedCalls
from node_agent.calls.phone_states import HeardStates
from node_agent.lamps.switches import SwitchLamps
from node_agent.memory import KeptMemories
from tenants.calls.memory import Topic
from tenants.model import Company, Kind, Schedule, TelephonyObject
from tests.kit.companies import company
from tests.unit.node.test_ami import connected, server, well

ACME = company("acme", {"101": "Anna", "102": "Bob"}, more=(Schedule(id="hours", name="Hours", number="800"),))


class Office:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.company: Company = ACME
        self.directory, self.parked = Directory([ACME]), ParkedCalls()
        self.memories = KeptMemories(folder / "memory.sqlite", node="n1")
        self.memory = self.memories.of("acme")
        self.lamps = SwitchLamps(self.directory, self.memories, self.parked)

    def change(self, *puts: TelephonyObject, removes: tuple[tuple[Kind, str], ...] = ()) -> None:
        self.company = self.company.changed(self.company.version + 1, puts, removes)
        self.directory.change(self.company, puts, removes)

    def told(self) -> dict[str, str]:
        """What Asterisk is told now: device without its kind, and state."""
        heard: dict[str, str] = {}

        def answer(fields: dict[str, str]) -> bytes:
            if fields["Action"] == "Setvar":
                heard[fields["Variable"].removeprefix("DEVICE_STATE(Custom:").removesuffix(")")] = fields["Value"]
            return well(fields)

        async def tell() -> None:
            async with server(answer, self.folder, "calls") as gateway:
                await connected(gateway)
                await self.lamps.tell(gateway)

        asyncio.run(tell())
        return heard


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    made.lamps.compare([])
    yield made
    made.memories.close()


QUIET = {"dnd_acme_101": "INUSE", "quiet_acme_101": "BUSY"}
LOUD = {"dnd_acme_101": "NOT_INUSE", "quiet_acme_101": "UNAVAILABLE"}


def test_a_switch_turned_by_phone_lights_its_lamps_once(office: Office) -> None:
    assert office.told() == {}
    office.memory.put(Topic.DO_NOT_DISTURB, "e101", True)
    assert office.told() == QUIET
    assert office.told() == {}
    office.memory.put(Topic.DO_NOT_DISTURB, "e101", False)
    assert office.told() == LOUD


def test_the_document_lights_lamps_too_and_the_phone_has_the_last_word(office: Office) -> None:
    anna = office.company.employees["e101"]
    office.change(anna.model_copy(update={"do_not_disturb": True}))
    assert office.told() == QUIET
    office.memory.put(Topic.DO_NOT_DISTURB, "e101", False)
    assert office.told() == LOUD
    office.memory.put(Topic.DO_NOT_DISTURB, "e101", None)
    assert office.told() == QUIET


def test_agents_schedules_and_slots_have_their_lamps(office: Office) -> None:
    office.memory.put(Topic.AGENT, "e102", {"lines": ["sales"], "paused": None})
    office.memory.put(Topic.CLOSED_NOW, "hours", True)
    parked = office.parked.take("acme", "701", "PJSIP/x")
    assert office.told() == {"agent_acme_102": "INUSE", "closed_acme_800": "INUSE", "park_acme_701": "INUSE"}
    office.memory.put(Topic.AGENT, "e102", {"lines": ["sales"], "paused": "lunch"})
    assert parked is not None
    office.parked.leave("acme", "701", parked)
    assert office.told() == {"agent_acme_102": "NOT_INUSE", "park_acme_701": "NOT_INUSE"}


def test_a_new_number_takes_its_lamps_along(office: Office) -> None:
    office.memory.put(Topic.DO_NOT_DISTURB, "e101", True)
    office.told()
    office.change(office.company.employees["e101"].model_copy(update={"number": "555"}))
    assert office.told() == LOUD | {"dnd_acme_555": "INUSE", "quiet_acme_555": "BUSY"}


def test_who_left_leaves_no_lamp_lit(office: Office) -> None:
    office.memory.put(Topic.DO_NOT_DISTURB, "e101", True)
    office.told()
    office.change(removes=((Kind.EMPLOYEE, "e101"), (Kind.PHONE, "phone-acme-101")))
    assert office.told() == LOUD
    office.memory.put(Topic.CLOSED_NOW, "hours", True)
    office.told()
    office.directory.forget("acme")
    assert office.told() == {"closed_acme_800": "NOT_INUSE"}


def test_after_a_connection_only_what_differs_is_told(office: Office) -> None:
    office.memory.put(Topic.CLOSED_NOW, "hours", True)
    office.lamps.compare([("Custom:closed_acme_800", "INUSE"), ("PJSIP/acme-101", "INUSE")])
    assert office.told() == {}
    office.lamps.compare([("Custom:park_acme_701", "INUSE"), ("Custom:dnd_gone_101", "INUSE")])
    assert office.told() == {
        "closed_acme_800": "INUSE",
        "park_acme_701": "NOT_INUSE",
        "dnd_gone_101": "NOT_INUSE",
    }


def test_a_phone_never_heard_of_is_free_and_reachable() -> None:
    states = HeardStates()
    assert (states.busy("a-1"), states.registered("a-1"), states.down("l1")) == (False, True, False)
    states.hear("PJSIP/a-1", "RINGING")
    states.hear("PJSIP/line-l1", "UNAVAILABLE")
    states.hear("Custom:dnd_acme_101", "BUSY")
    assert (states.busy("a-1"), states.registered("a-1"), states.down("l1")) == (True, True, True)
    states.hear("PJSIP/a-1", "UNAVAILABLE")
    assert (states.busy("a-1"), states.registered("a-1")) == (False, False)
    states.forget_all()
    assert (states.registered("a-1"), states.down("l1")) == (True, False)
