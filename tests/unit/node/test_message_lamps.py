"""What message lamps are told, and when."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from node_agent.asterisk.fastagi.commands import Command
from node_agent.asterisk.fastagi.session import SessionOver
from node_agent.calls.directory import Directory
from node_agent.lamps.messages import MessageLamps
from node_agent.memory import KeptMemories
from tenants.calls.memory import Topic
from tenants.model import Company, Mailbox
from tests.kit.companies import company

PEOPLE = {"101": "Anna", "102": "Bob", "103": "Clara"}
NEW, HEARD = {"id": "1", "heard": False}, {"id": "2", "heard": True}


class Leg:
    """Notes what it is to tell; `gone`: it hangs up instead."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.gone = False

    async def run(self, command: Command) -> None:
        if self.gone:
            raise SessionOver
        self.told.append(command.line.decode().split()[-1].strip(chr(34)))


class Place:
    def __init__(self, folder: Path, *, owners: Mapping[str, tuple[str, ...]]) -> None:
        self.directory = Directory([self.company(owners, 1)])
        self.memories = KeptMemories(folder / "memory.sqlite", node="n1")
        self.lamps = MessageLamps(self.directory, self.memories)
        self.lamps.start_again()

    def company(self, owners: Mapping[str, tuple[str, ...]], version: int) -> Company:
        boxes = [Mailbox(id=box, name=box, owners=people) for box, people in owners.items()]
        return company("acme", PEOPLE, version=version, more=tuple(boxes))

    def left(self, mailbox: str, *messages: Mapping[str, object]) -> None:
        self.memories.put("acme", Topic.MESSAGES, mailbox, list(messages), None)

    def told(self, leg: Leg | None = None) -> list[str]:
        leg = leg or Leg()
        if self.lamps.due:
            asyncio.run(self.lamps.tell(leg))  # type: ignore[arg-type]
        return sorted(leg.told)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, owners={"own": ("e101",), "sales": ("e101", "e102")})


def test_everybody_who_owns_the_mailbox_is_told_what_waits_in_all_of_theirs(place: Place) -> None:
    place.left("own", NEW, HEARD)
    assert place.told() == ["acme-e101@carillon,0,1,1"]
    place.left("sales", NEW)
    assert place.told() == ["acme-e101@carillon,0,2,1", "acme-e102@carillon,0,1,0"]
    place.left("sales")
    assert place.told() == ["acme-e101@carillon,0,1,1", "acme-e102@carillon,0,0,0"]


def test_nobody_is_told_twice(place: Place) -> None:
    place.left("own", NEW)
    place.told()
    place.left("own", {**NEW, "number": "+74951230001"})
    assert place.told() == []


def test_whoever_gets_a_mailbox_with_messages_is_told_and_whoever_loses_it_too(place: Place) -> None:
    place.left("sales", NEW)
    place.told()
    place.directory.put(place.company({"own": ("e101",), "sales": ("e102", "e103")}, 2))
    assert place.told() == ["acme-e101@carillon,0,0,0", "acme-e103@carillon,0,1,0"]


def test_an_asterisk_that_forgot_is_told_again_also_that_nothing_waits(place: Place) -> None:
    place.left("own", NEW)
    place.left("own")
    place.left("sales", HEARD)
    place.told()
    place.lamps.start_again()
    assert place.told() == ["acme-e101@carillon,0,0,1", "acme-e102@carillon,0,0,1"]


def test_what_a_lost_leg_did_not_tell_the_next_one_tells(place: Place) -> None:
    place.left("own", NEW)
    leg = Leg()
    leg.gone = True
    with pytest.raises(SessionOver):
        place.told(leg)
    assert place.told() == ["acme-e101@carillon,0,1,0"]


def test_a_company_that_is_served_elsewhere_is_forgotten(place: Place) -> None:
    place.left("own", NEW)
    place.directory.forget("acme")
    assert place.told() == []
