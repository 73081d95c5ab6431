"""Switches turned by phone survive everything, are told in order, and give way to the version that knows of them."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from node_agent.memory import KeptMemories
from node_agent.memory.file import MemoryFile
from tenants.calls.memory import Topic

DND, TURN, CLOSED = Topic.DO_NOT_DISTURB, Topic.TURN, Topic.CLOSED_NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.sqlite"


@pytest.fixture
def memories(path: Path) -> Iterator[KeptMemories]:
    made = KeptMemories(path, node="n1")
    yield made
    made.close()


def again(memories: KeptMemories, path: Path) -> KeptMemories:
    """The next process."""
    memories.close()
    return KeptMemories(path, node="n1")


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def take_up(path: Path, version: int) -> list[str]:
    """What the facts process does when the control plane answers; the switches that it told."""
    file = MemoryFile.open(path)
    switches = file.untold(100)
    file.taken({switch.id: version for switch in switches})
    file.close()
    return [f"{switch.topic} of {switch.object_id}: {switch.value}" for switch in switches]


def test_what_is_remembered_is_there_at_once_and_after_a_restart(memories: KeptMemories, path: Path) -> None:
    acme = memories.of("acme", "e101")
    acme.put(DND, "e101", True)
    acme.put(TURN, "team", "e102")
    assert acme.get(DND, "e101") is True
    assert memories.of("bell").get(DND, "e101") is None, "companies never see each other"
    acme.put(TURN, "team", None)
    later = again(memories, path)
    assert later.of("acme").get(DND, "e101") is True
    assert later.of("acme").get(TURN, "team") is None
    later.close()


def test_a_value_that_a_call_changes_afterwards_is_not_changed_here(memories: KeptMemories) -> None:
    messages = [{"id": "m1"}]
    memories.of("acme").put(Topic.MESSAGES, "box", messages)
    messages.append({"id": "m2"})
    assert memories.of("acme").get(Topic.MESSAGES, "box") == [{"id": "m1"}]


def test_switches_of_the_company_are_told_in_order_and_others_stay(memories: KeptMemories, path: Path) -> None:
    acme = memories.of("acme", "e101")
    acme.put(DND, "e101", True)
    acme.put(TURN, "team", "e102")
    acme.put(CLOSED, "hours", True)
    acme.put(DND, "e101", False)
    memories.close()
    file = MemoryFile.open(path)
    told = file.untold(100)
    assert [(s.topic, s.value, s.by) for s in told] == [
        (DND, True, "e101"),
        (CLOSED, True, "e101"),
        (DND, False, "e101"),
    ]
    assert len({s.id for s in told}) == 3
    assert file.untold(100) == told, "until they are taken up they are told again, with the same ids"
    file.close()


def test_a_switch_gives_way_to_the_version_that_knows_of_it_and_to_none_before(
    memories: KeptMemories, path: Path
) -> None:
    memories.served("acme", 4)
    acme = memories.of("acme")
    acme.put(DND, "e101", True)
    memories.served("acme", 5)  # somebody else's change
    assert acme.get(DND, "e101") is True
    wait_for(lambda: take_up(path, 7) != [])
    memories.served("acme", 6)
    time.sleep(0.7)
    assert acme.get(DND, "e101") is True
    memories.served("acme", 7)
    wait_for(lambda: acme.get(DND, "e101") is None)


def test_the_answer_may_come_after_the_version(memories: KeptMemories, path: Path) -> None:
    acme = memories.of("acme")
    acme.put(DND, "e101", True)
    memories.served("acme", 7)
    wait_for(lambda: take_up(path, 7) != [])
    wait_for(lambda: acme.get(DND, "e101") is None)
    later = again(memories, path)
    assert later.of("acme").get(DND, "e101") is None
    later.close()


def test_a_switch_turned_again_meanwhile_waits_for_its_own_version(memories: KeptMemories, path: Path) -> None:
    acme = memories.of("acme")
    acme.put(DND, "e101", True)
    wait_for(lambda: take_up(path, 7) != [])
    acme.put(DND, "e101", False)
    memories.served("acme", 7)
    time.sleep(0.7)
    assert acme.get(DND, "e101") is False
    wait_for(lambda: take_up(path, 8) == [f"{DND} of e101: False"])
    memories.served("acme", 8)
    wait_for(lambda: acme.get(DND, "e101") is None)


def test_an_answer_that_came_while_the_process_was_down_is_heard_at_the_next_start(
    memories: KeptMemories, path: Path
) -> None:
    memories.of("acme").put(DND, "e101", True)
    memories.close()
    take_up(path, 7)
    later = KeptMemories(path, node="n1")
    assert later.of("acme").get(DND, "e101") is True
    later.served("acme", 9)
    assert later.of("acme").get(DND, "e101") is None
    later.close()


def test_a_newer_switch_that_was_taken_up_silences_the_older(memories: KeptMemories, path: Path) -> None:
    acme = memories.of("acme")
    acme.put(DND, "e101", True)
    acme.put(DND, "e101", False)
    memories.close()
    file = MemoryFile.open(path)
    older, newer = file.untold(10)
    file.taken({newer.id: 3})
    assert older not in file.untold(10)
    file.close()


def test_a_company_that_left_is_forgotten_but_its_switches_are_still_told(memories: KeptMemories, path: Path) -> None:
    memories.of("acme").put(DND, "e101", True)
    memories.left("acme")
    later = again(memories, path)
    assert later.of("acme").get(DND, "e101") is None
    assert take_up(path, 1) == [f"{DND} of e101: True"]
    later.close()


def test_who_watches_hears_of_every_change(memories: KeptMemories) -> None:
    heard: list[object] = []
    memories.watchers.append(lambda *what: heard.append(what))
    acme = memories.of("acme")
    acme.put(DND, "e101", True)
    acme.put(DND, "e101", True)
    acme.put(DND, "e101", None)
    assert heard == [("acme", DND, "e101", True), ("acme", DND, "e101", None)]


COUNTING = """
import sys
from pathlib import Path
from node_agent.memory import KeptMemories
from tenants.calls.memory import Topic
memory = KeptMemories(Path(sys.argv[1]), node="n1").of("acme")
n = 0
while True:
    n += 1
    memory.put(Topic.TURN, f"team-{n % 50}", n)
    memory.put(Topic.DO_NOT_DISTURB, f"e{n}", True)
    if n % 100 == 0:
        print(n, flush=True)
        import time; time.sleep(0.01)
"""


def test_a_kill_in_the_middle_leaves_a_whole_beginning(path: Path) -> None:
    """Whatever was switched last may be gone, but never something before it."""
    process = subprocess.Popen([sys.executable, "-c", COUNTING, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    wait_for(path.exists)
    for _ in range(20):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait(5)
    process.stdout.close()
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    later = KeptMemories(path, node="n1")
    last = max(value for _, _, value in later.all_of(Topic.TURN))
    kept = {item for _, item, _ in later.all_of(DND)}
    assert {f"e{number}" for number in range(1, last)} <= kept
    assert len(kept) <= last
    later.close()
    file = MemoryFile.open(path)
    told = [switch.object_id for switch in file.untold(10_000)]
    assert told == [f"e{number}" for number in range(1, len(told) + 1)], "in order and without a gap"
    assert len(told) == len(kept)
    file.close()


def test_the_memory_of_200_companies_is_there_in_time(path: Path) -> None:
    made = KeptMemories(path, node="n1")
    for company in range(200):
        memory = made.of(f"company-{company}")
        for number in range(100):
            memory.put(Topic.LAST_CALLER, f"e{number}", {"number": "+79161234567", "name": "Somebody"})
    made.close()
    began = time.perf_counter()
    later = KeptMemories(path, node="n1")
    took = time.perf_counter() - began
    assert len(later.all_of(Topic.LAST_CALLER)) == 20_000
    later.close()
    assert took < 1.0
