"""What the static dialplan does with call logic that is dead, leaves without a word, or dies during a talk."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from node_agent.apply.diff import steps_between
from node_agent.asterisk.realtime.site import site_of
from tests.kit.companies import company, password_of
from tests.kit.node import Node
from tests.kit.phones import Answer, Phone, Phones

ACME = company("acme", {"101": "Anna", "102": "Bob"}, ring_seconds=5)
Behaviour = Callable[[socket.socket], None]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    with Node(tmp_path_factory.mktemp("fallback") / "node") as node:
        node.database.apply("acme", steps_between(None, ACME, (), site_of(node.settings)))
        node.start_asterisk()
        yield node


@pytest.fixture
def pair(running: Node, phones: Phones) -> Iterator[tuple[Phone, Phone]]:
    anna, bob = (phones.phone(f"acme-{n}", password_of(f"acme-{n}"), running.server).register() for n in (101, 102))
    yield anna, bob
    phones.remove(anna)
    phones.remove(bob)


@contextmanager
def call_logic(node: Node, behaviour: Behaviour) -> Iterator[list[bytes]]:
    """A server where the call logic should be; collects the headers it got."""
    heard: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", node.settings.fastagi_port))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                header = b""
                while b"\n\n" not in header:
                    header += connection.recv(4096)
                heard.append(header)
                behaviour(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def test_leaving_without_a_word_rings_the_employee(running: Node, pair: tuple[Phone, Phone]) -> None:
    anna, bob = pair
    with call_logic(running, lambda connection: None) as heard:
        talk = anna.call("102").wait_until_talking()
        talk.hang_up()
        bob.calls[-1].wait_until_over()
    fields = dict(line.split(": ", 1) for line in heard[0].decode().split("\n") if ": " in line)
    arguments = [fields[f"agi_arg_{number}"] for number in range(1, 7)]
    assert arguments[:3] == ["phone", "acme-101", "102"]
    assert arguments[4:] == ["101", "Anna"]
    assert f"t={running.places.agi_token.read_text()}" in fields["agi_request"]


@pytest.mark.parametrize("answer", [Answer.PICK_UP, Answer.BUSY])
def test_dying_while_somebody_is_rung_does_not_ring_again(
    running: Node, pair: tuple[Phone, Phone], answer: Answer
) -> None:
    anna, bob = pair
    bob.answer = answer

    def dial_and_die(connection: socket.socket) -> None:
        connection.sendall(b"EXEC Dial PJSIP/acme-102,5\n")

    with call_logic(running, dial_and_die):
        talk = anna.call("102")
        if answer is Answer.PICK_UP:
            talk.wait_until_talking()
            anna.phones.run(0.5)
            assert talk.talking
            bob.calls[-1].hang_up()
        talk.wait_until_over()
        anna.phones.run(0.5)
    assert len(bob.calls) == 1


def test_the_secret_files_are_ours_alone(running: Node) -> None:
    places = running.places
    for path in (places.agi_token, places.ami_secrets, *places.etc.iterdir()):
        assert Path(path).stat().st_mode & 0o077 == 0, path
