"""What the call logic does for a new call: it imports nothing, opens nothing and asks no database."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from node_agent.apply.diff import steps_between
from node_agent.asterisk.realtime.site import site_of
from node_agent.calls.late import EVERYTHING
from node_agent.store import Store
from tests.kit import watched
from tests.kit.companies import company, password_of
from tests.kit.node import Node
from tests.kit.phones import Phones

ACME = company("acme", {"101": "Anna", "102": "Bob"})


@dataclass(frozen=True)
class Seen:
    at: float
    what: str
    of: str


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    with Node(tmp_path_factory.mktemp("way") / "node") as node:
        store = Store.open(node.settings.node_state / "store.sqlite")
        store.replace(ACME, 0)
        store.close()
        node.database.apply("acme", steps_between(None, ACME, (), site_of(node.settings)))
        node.start_asterisk()
        node.start("calls", "tests.kit.watched")
        node.wait_for(lambda: "connected to the manager interface" in node.log("calls"), 30, "the call logic")
        yield node


def decisions(node: Node) -> int:
    with closing(sqlite3.connect(node.settings.node_state / "spool.sqlite")) as database:
        (count,) = database.execute("SELECT count(*) FROM decisions").fetchone()
        return int(count)


def seen(node: Node, since: float) -> list[Seen]:
    lines = (node.settings.node_state / watched.FILE).read_text().splitlines()
    return [each for each in (Seen(*json.loads(line)) for line in lines) if each.at >= since]


def test_the_start_is_seen_so_a_call_would_be(node: Node) -> None:
    assert {"import", "open", "sqlite3.connect", "statement"} <= {each.what for each in seen(node, 0)}


def test_not_even_the_first_call_imports_opens_or_asks_a_database(node: Node, phones: Phones) -> None:
    anna, bob = (phones.phone(f"acme-{n}", password_of(f"acme-{n}"), node.server).register() for n in (101, 102))
    node.wait_for(lambda: EVERYTHING in node.log("calls"), 60, "what the start puts off")
    # What the start still does behind the first connection belongs to the start.
    node.wait_for(lambda: time.monotonic() - seen(node, 0)[-1].at > 1, 20, "the start to be over")
    began = time.monotonic()
    talk = anna.call("102").wait_until_talking()
    talk.hang_up()
    phones.wait_for(lambda: bob.calls[-1].over, 5, "the call to end")
    phones.run(0.5)
    assert decisions(node) > 0, "the call logic served the call, not the fallback"
    assert seen(node, began) == []
    for phone in (anna, bob):
        phones.remove(phone)
