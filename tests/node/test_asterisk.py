"""Rows that were written are what a real Asterisk does: phones register, calls ring, removals take effect at once."""

import hashlib
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from asterisk_images import modules
from node_agent.apply.diff import changed_keys, steps_between
from node_agent.asterisk.realtime.site import site_of
from tenants.model import Company
from tests.kit.companies import REALM, company, password_of, public_number, renamed, without
from tests.kit.node import Node
from tests.kit.phones import Answer, Phone, Phones

ACME = company("acme", {"101": "Анна", "102": "Bob"}, ring_seconds=5, more=(public_number("+74951234567", "102"),))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Asterisk alone: no call logic, so every call goes the way of the fallback."""
    with Node(tmp_path_factory.mktemp("asterisk") / "node") as node:
        node.start_asterisk()
        apply(node, None, ACME)
        apply(node, None, company("bell", {"101": "Belle"}))
        yield node


def apply(node: Node, old: Company | None, new: Company) -> None:
    steps = steps_between(old, new, changed_keys(old, new), site_of(node.settings))
    node.database.apply(new.id, steps)
    node.database.confirm(steps)


@pytest.fixture
def anna(running: Node, phones: Phones) -> Iterator[Phone]:
    phone = phones.phone("acme-101", password_of("acme-101"), running.server).register()
    yield phone
    phones.remove(phone)


@pytest.fixture
def bob(running: Node, phones: Phones) -> Iterator[Phone]:
    phone = phones.phone("acme-102", password_of("acme-102"), running.server).register()
    yield phone
    phones.remove(phone)


def test_every_module_of_the_recipe_runs_and_nothing_complains(running: Node) -> None:
    shown = set(running.ask("module show").split())
    assert not [name for name in modules() if f"{name}.so" not in shown]
    assert not [entry for entry in running.messages.splitlines() if "ERROR" in entry or "declined" in entry]


def test_a_phone_registers_with_its_password_and_not_with_another(running: Node, anna: Phone, phones: Phones) -> None:
    assert anna.registered
    wrong = phones.phone("acme-102", "wrong", running.server).register()
    assert (wrong.registered, wrong.registration) == (False, 401)
    phones.remove(wrong)


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_old_and_new_phones_register_with_the_digest_they_know(running: Node, algorithm: str) -> None:
    host, port = running.server.split(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.settimeout(3)
        phone.connect((host, int(port)))
        mine = phone.getsockname()[1]

        def register(number: int, authorization: str = "") -> str:
            phone.send(
                f"REGISTER sip:{host} SIP/2.0\r\nVia: SIP/2.0/UDP {host}:{mine};branch=z9hG4bK{mine}{number};rport\r\n"
                f"From: <sip:acme-102@{host}>;tag=1\r\nTo: <sip:acme-102@{host}>\r\nCall-ID: {algorithm}{mine}\r\n"
                f"CSeq: {number} REGISTER\r\nContact: <sip:acme-102@{host}:{mine}>\r\nExpires: 1\r\n"
                f"Max-Forwards: 70\r\n{authorization}Content-Length: 0\r\n\r\n".encode()
            )
            return phone.recv(4096).decode()

        challenge = next(c for c in register(1).split("\r\n") if f"algorithm={algorithm}" in c)
        nonce, opaque = (re.search(rf'{name}="([^"]*)"', challenge)[1] for name in ("nonce", "opaque"))  # type: ignore[index]
        digest = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}[algorithm]

        def h(text: str) -> str:
            return digest(text.encode()).hexdigest()

        secret = h(f"acme-102:{REALM}:{password_of('acme-102')}")
        response = h(f"{secret}:{nonce}:00000001:c:auth:{h(f'REGISTER:sip:{host}')}")
        answer = register(
            2,
            f'Authorization: Digest username="acme-102",realm="{REALM}",nonce="{nonce}",opaque="{opaque}",'
            f'uri="sip:{host}",response="{response}",algorithm={algorithm},qop=auth,nc=00000001,cnonce="c"\r\n',
        )
        assert answer.startswith("SIP/2.0 200")


def test_an_employee_is_rung_and_heard_although_the_call_logic_is_down(anna: Phone, bob: Phone) -> None:
    talk = anna.call("102").wait_until_talking()
    assert bob.calls[-1].remote.startswith('"Анна" <sip:101@')
    assert talk.heard_energy(0.6) > 0.05
    talk.hang_up()
    bob.calls[-1].wait_until_over()


def test_a_public_number_rings_its_employee_in_the_fallback(anna: Phone, bob: Phone) -> None:
    talk = anna.call("+74951234567").wait_until_talking()
    talk.hang_up()
    bob.calls[-1].wait_until_over()


def test_a_busy_employee_is_busy(anna: Phone, bob: Phone) -> None:
    bob.answer = Answer.BUSY
    assert anna.call("102").wait_until_over().code == 486


def test_nobody_answers(anna: Phone, bob: Phone) -> None:
    bob.answer = Answer.RING
    assert anna.call("102").wait_until_over(8).code == 480


def test_an_unknown_number_is_told_in_words(anna: Phone) -> None:
    talk = anna.call("999")
    anna.phones.run(1.5)
    assert talk.loudest > 0.05
    assert talk.wait_until_over().code == 404


HOSTILE = ["100%26Local%2F102%40phones", "102%2Cx%2C1", "%24%7BSHELL(id)%7D", "1" * 33, "102%22%5D", "1%0d%0aAction"]


@pytest.mark.parametrize("number", HOSTILE)
def test_a_number_that_is_none_is_refused_and_rings_nobody(anna: Phone, bob: Phone, number: str) -> None:
    rung = len(bob.calls)
    talk = anna.call(number)
    assert talk.wait_until_over().code in (404, 484, 416, 400)
    assert len(bob.calls) == rung


def test_the_same_short_number_in_two_companies_never_meets(
    running: Node, bob: Phone, anna: Phone, phones: Phones
) -> None:
    belle = phones.phone("bell-101", password_of("bell-101"), running.server).register()
    talk = bob.call("101").wait_until_talking()
    assert len(anna.calls) == 1
    assert not belle.calls
    talk.hang_up()
    anna.calls[-1].wait_until_over()
    assert belle.call("102").wait_until_over().code == 404
    phones.remove(belle)


def test_a_new_name_and_a_removed_employee_take_effect_on_the_next_call(running: Node, anna: Phone, bob: Phone) -> None:
    new = renamed(ACME, "101", 'Anna "the boss" <x>')
    apply(running, ACME, new)
    talk = anna.call("102").wait_until_talking()
    assert bob.calls[-1].remote.startswith("\"Anna 'the boss' (x)\" <sip:101@")
    talk.hang_up()
    bob.calls[-1].wait_until_over()
    gone = without(new, "102")
    apply(running, new, gone)
    assert anna.call("102").wait_until_over().code == 404
    apply(running, gone, ACME.changed(gone.version + 1, [], []))


def test_lamps_survive_a_restart_of_asterisk(tmp_path: Path) -> None:
    with Node(tmp_path / "node") as node:
        apply(node, None, ACME)
        node.start_asterisk()
        assert "102@company-acme" in node.ask("core show hints")
        node.stop_asterisk()
        node.start_asterisk()
        assert "102@company-acme" in node.ask("core show hints")
