"""Calls become facts at the control plane, whatever dies meanwhile; Asterisk outlives its supervisor."""

import os
import signal
import time
from pathlib import Path

import pytest

from node_agent.apply.diff import steps_between
from node_agent.asterisk.process.running import Running
from node_agent.asterisk.realtime.site import site_of
from tests.kit.companies import company, password_of
from tests.kit.node import Node
from tests.kit.phones import Answer, Phones
from wire.facts import Fact, FactKind

ACME = company("acme", {"101": "Anna", "102": "Bob"}, ring_seconds=5)


@pytest.fixture
def node(node: Node) -> Node:
    node.database.apply("acme", steps_between(None, ACME, (), site_of(node.settings)))
    return node


def ended(node: Node) -> list[Fact]:
    return [fact for fact in node.control.facts.values() if fact.kind is FactKind.CALL_ENDED]


def test_a_call_is_told_when_it_has_ended(node: Node, phones: Phones) -> None:
    node.start_asterisk()
    node.start("facts")
    anna = phones.phone("acme-101", password_of("acme-101"), node.server).register()
    bob = phones.phone("acme-102", password_of("acme-102"), node.server).register()
    talk = anna.call("102").wait_until_talking()
    phones.run(0.3)
    talk.hang_up()
    talk.wait_until_over()
    phones.wait_for(lambda: bool(ended(node)), 20, "the end of the call at the control plane")
    facts = sorted(node.control.facts.values(), key=lambda fact: fact.at)
    assert {fact.call for fact in facts} == {facts[0].call}
    assert {fact.company for fact in facts} == {"acme"}
    kinds = [fact.kind.value.removeprefix("call.") for fact in facts]
    assert kinds[0] == "leg_started"
    each_leg = ["leg_started", "leg_answered", "leg_joined", "leg_left", "leg_ended"]
    assert sorted(kinds) == sorted([*each_leg, *each_leg, "ended"])
    assert facts[0].leg is not None
    assert (facts[0].leg.party_id, facts[0].leg.dialled) == ("acme-101", "102")

    bob.answer = Answer.BUSY
    anna.call("102").wait_until_over()
    phones.wait_for(lambda: len(ended(node)) == 2, 5, "the busy call")
    busy = [fact.leg for fact in node.control.facts.values() if fact.leg and fact.leg.dial_status == "BUSY"]
    assert [(leg.party_id, leg.cause) for leg in busy] == [("acme-101", 17)]
    for phone in (anna, bob):
        phones.remove(phone)


def test_facts_wait_while_the_control_plane_is_away_and_come_once(node: Node, phones: Phones) -> None:
    node.start_asterisk()
    node.start("facts")
    node.control.down = True
    anna = phones.phone("acme-101", password_of("acme-101"), node.server).register()
    anna.call("999").wait_until_over()
    node.stop("facts", kill=True)
    node.start("facts")
    time.sleep(0.5)
    assert not node.control.facts
    node.control.down = False
    phones.wait_for(lambda: bool(ended(node)), 10, "the call after the outage")
    assert [fact.kind.value for fact in node.control.facts.values()].count("call.leg_started") == 1
    phones.remove(anna)


def test_asterisk_outlives_its_supervisor_and_comes_back_when_it_dies(node: Node, phones: Phones) -> None:
    node.start("asterisk")
    node.wait_for_asterisk()
    first = Running.read(node.places.pid)
    assert first is not None
    node.stop("asterisk")
    assert first.alive, "SIGTERM of the supervisor must leave the calls alone"
    node.start("asterisk")
    node.wait_for(lambda: "attached" in node.log("asterisk"), 5, "the supervisor to attach")
    assert Running.read(node.places.pid) == first
    node.control.wait_for(
        lambda: any(h.asterisk_up for h in node.control.heartbeats), 15, "a heartbeat that tells that Asterisk is up"
    )

    node.start("facts")
    anna = phones.phone("acme-101", password_of("acme-101"), node.server).register()
    bob = phones.phone("acme-102", password_of("acme-102"), node.server).register()
    anna.call("102").wait_until_talking()
    os.kill(first.pid, signal.SIGKILL)
    killed = time.monotonic()
    node.wait_for(lambda: (r := Running.read(node.places.pid)) is not None and r != first, 12, "another Asterisk")
    node.wait_for_asterisk()
    assert time.monotonic() - killed < 15, "Asterisk is back within seconds"
    node.control.wait_for(lambda: bool(ended(node)), 5, "the end of the call that was up")
    endings = [f.leg.dial_status for f in node.control.facts.values() if f.kind is FactKind.LEG_ENDED and f.leg]
    assert endings == ["crash", "crash"]
    for phone in (anna, bob):
        phones.remove(phone)


def test_a_stop_is_graceful_bounded_and_final(node: Node, phones: Phones) -> None:
    node.start("asterisk")
    node.wait_for_asterisk()
    running = Running.read(node.places.pid)
    assert running is not None
    began = time.monotonic()
    stopping = node.start("asterisk-stop")
    stopping.wait(20)
    assert not running.alive
    assert time.monotonic() - began < 15, "a stop is bounded"
    time.sleep(1)
    assert Running.read(node.places.pid) is None, "a running supervisor must not start it again"


def test_one_folder_can_have_a_very_long_name(tmp_path: Path) -> None:
    with Node(tmp_path / ("long" * 30) / "node") as node:
        node.start_asterisk()
        assert "fully booted" in node.ask("core waitfullybooted")
