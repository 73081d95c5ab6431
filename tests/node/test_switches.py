"""What is switched by phone reaches the control plane, however often it is away."""

import time
from pathlib import Path

from node_agent.memory import KeptMemories
from tenants.calls.memory import Topic
from tests.kit.node import Node


def test_a_switch_is_told_until_it_is_taken_up_and_then_gives_way(node: Node) -> None:
    memories = KeptMemories(node.settings.node_state / "memory.sqlite", node="n1")
    memories.served("acme", 2)
    acme = memories.of("acme", "e101")
    node.control.down = True
    node.start("facts")
    acme.put(Topic.DO_NOT_DISTURB, "e101", True)
    acme.put(Topic.CLOSED_NOW, "hours", True)
    time.sleep(1)
    node.control.down = False
    node.control.wait_for(lambda: len(node.control.switches) == 2, 15, "the switches")
    assert [(s.topic, s.by) for s in node.control.switches] == [("do-not-disturb", "e101"), ("closed-now", "e101")]
    node.control.takes_up_in = 3
    time.sleep(1)
    assert acme.get(Topic.DO_NOT_DISTURB, "e101") is True
    memories.served("acme", 3)
    node.control.wait_for(lambda: acme.get(Topic.DO_NOT_DISTURB, "e101") is None, 20, "the switch to give way")
    assert len(node.control.switches) == 2
    memories.close()


def test_switches_are_told_by_the_next_process(node: Node, tmp_path: Path) -> None:
    memories = KeptMemories(node.settings.node_state / "memory.sqlite", node="n1")
    memories.of("acme").put(Topic.FORWARD, "e101", {"always": {"kind": "outside", "number": "+79161234567"}})
    memories.close()
    node.start("facts")
    node.control.wait_for(lambda: len(node.control.switches) == 1, 15, "the switch")
    node.stop("facts", kill=True)
    node.start("facts")
    node.control.takes_up_in = 1
    later = KeptMemories(node.settings.node_state / "memory.sqlite", node="n1")
    later.served("acme", 1)
    node.control.wait_for(lambda: later.of("acme").get(Topic.FORWARD, "e101") is None, 20, "the switch to give way")
    later.close()
