"""A company that was deleted: Asterisk, its realtime database and the node's disk have nothing of it any more."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from node_agent.asterisk.config.inputs import Places
from tests.kit.companies import company, password_of, public_number
from tests.kit.node import Node
from tests.kit.phones import Phones
from tests.kit.valkey import Valkey

ACME = company("acme", {"101": "Anna", "102": "Bob"}, more=(public_number("+74951230001", "101"),))
OTHER = company("daisy", {"101": "Dora"})


@pytest.fixture
def node(tmp_path: Path, valkey: Valkey) -> Iterator[Node]:
    valkey.admin.flushall()
    with Node(tmp_path / "node", redis_url=valkey.url("n1")) as node:
        yield node


def mentions(path: Path, word: str) -> list[str]:
    """Tables of an SQLite file with a row in which `word` stands."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            table
            for table in tables
            if any(word in str(value) for row in database.execute(f'SELECT * FROM "{table}"') for value in row)
        ]


def test_nothing_of_a_deleted_company_is_left_on_the_node(node: Node, valkey: Valkey, phones: Phones) -> None:
    node.start_asterisk()
    node.start("calls")
    node.start("jobs")
    for one in (ACME, OTHER):
        valkey.send("n1", node.control.document(one))
        node.control.wait_for(partial(node.control.live, one), 20, what="the document")
    node.wait_for(lambda: "102@company-acme" in node.ask("core show hints"), 20, "the lamp")
    phone = phones.phone("acme-102", password_of("acme-102"), node.server).register()
    places = Places(node.settings.node_state)
    node.wait_for(lambda: "acme-102" in node.ask("pjsip show contacts"), 20, "the phone's address")
    waiting = node.settings.node_state / "recordings" / "acme"
    waiting.mkdir(parents=True, exist_ok=True)
    (waiting / "r1.wav").write_bytes(b"RIFF")
    assert mentions(places.realtime, "acme")
    before = len(node.control.acknowledgements)

    valkey.send("n1", node.control.removal(ACME, erase=True))
    node.control.wait_for(lambda: len(node.control.acknowledgements) > before, 20, what="the node's word")
    told = node.control.acknowledgements[-1]
    assert (told.company, told.state_hash, told.state) == ("acme", "0" * 64, "live")

    assert mentions(places.realtime, "acme") == []
    assert not waiting.exists()
    node.wait_for(lambda: "company-acme" not in node.ask("core show hints"), 20, "the lamps to go")
    node.wait_for(lambda: "acme-102" not in node.ask("pjsip show contacts"), 20, "the phone's address to go")
    for question in ("pjsip show endpoints", "pjsip show aors", "pjsip show auths", "database show"):
        assert "acme-10" not in node.ask(question), question
    assert "daisy-101" in node.ask("pjsip show endpoints"), "the neighbour stays"
    phones.remove(phone)
