"""Provider lines on the real Asterisk: providers that refuse or say nothing, registration, encryption, shared lines."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from node_agent.apply.diff import changed_keys, steps_between
from node_agent.asterisk.ami import Gateway
from node_agent.asterisk.ami.line_states import line_states
from node_agent.asterisk.ami.upkeep import Upkeep
from node_agent.asterisk.config.certificate import self_made
from node_agent.asterisk.realtime.site import site_of
from node_agent.calls.phone_states import REMEMBERED_SECONDS, HeardStates
from tenants.calls import Reason
from tenants.model import Company, Line, Profile, TelephonyObject
from tests.kit.companies import company, password_of, public_number
from tests.kit.logic import Logic
from tests.kit.node import Node
from tests.kit.phones import Answer, Phone, Phones
from tests.kit.ports import free_port
from tests.kit.providers import OnlyTrying, invitation
from wire.reports import LineState

MOBILE = "+79161234567"
OWN = "+74951110000"
SILENT_PROVIDER_SECONDS = 10.0
"""Until the next line is tried: 6.4 s by the timers, the rest for a slow machine."""


def line(index: int, port: int, **more: object) -> Line:
    wishes = {"id": f"line-{index}", "name": f"Line {index}", "host": "127.0.0.1", "port": port, "caller_number": OWN}
    return Line.model_validate({**wishes, **more})


@dataclass
class Ground:
    """A node, what it serves, and two providers with an address each."""

    node: Node
    phones: Phones
    first: Phone
    second: Phone

    def serve(self, *more: TelephonyObject, extra: tuple[Company, ...] = ()) -> tuple[Company, ...]:
        """Put `acme` (Anna 101) with `more` and the `extra` companies into the node's database."""
        firms = (company("acme", {"101": "Anna"}, more=(public_number(OWN, "101"), *more)), *extra)
        for firm in firms:
            self.node.database.apply(firm.id, steps_between(None, firm, (), site_of(self.node.settings)))
        return firms

    def clear(self, firms: tuple[Company, ...]) -> None:
        for firm in firms:
            steps = steps_between(firm, None, changed_keys(None, firm), site_of(self.node.settings))
            self.node.database.apply(firm.id, steps)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The far provider's, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    for name, text in zip(("far.crt", "far.key"), self_made("127.0.0.1"), strict=True):
        (folder / name).write_text(text)
    return folder / "far.crt", folder / "far.key"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, certificate: tuple[Path, Path]) -> Iterator[Node]:
    with Node(tmp_path_factory.mktemp("lines") / "node") as node:
        node.settings = node.settings.model_copy(update={"sip_tls_authorities": certificate[0]})
        node.start_asterisk()
        yield node


@pytest.fixture(scope="module")
def providers(running: Node, phones: Phones) -> Iterator[tuple[Phone, Phone]]:
    """Their ports are few, so all tests of this file share them."""
    first, second = (phones.phone(n, "", running.server, register=False, own_port=True) for n in ("first", "second"))
    yield first, second
    phones.remove(first)
    phones.remove(second)


@pytest.fixture
def ground(running: Node, phones: Phones, providers: tuple[Phone, Phone]) -> Ground:
    for each in providers:
        each.calls.clear()
        each.answer = Answer.PICK_UP
    return Ground(running, phones, *providers)


@pytest.fixture
def office(ground: Ground) -> Iterator[tuple[Ground, Logic, Phone]]:
    """Lines to both providers, and Anna's phone."""
    firms = ground.serve(line(1, ground.first.port), line(2, ground.second.port))
    with Logic(ground.node, *firms) as logic:
        anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
        yield ground, logic, anna
        ground.phones.remove(anna)
    ground.clear(firms)


@pytest.mark.parametrize("code", [401, 403, 488, 500, 503])
def test_the_next_line_carries_the_call_when_the_first_provider_does_not_want_ours(
    office: tuple[Ground, Logic, Phone], code: int
) -> None:
    ground, _, anna = office
    ground.first.answer = code
    talk = anna.call(MOBILE).wait_until_talking(15)
    assert [len(ground.first.calls), len(ground.second.calls)] == [1, 1]
    talk.hang_up()
    talk.wait_until_over()


@pytest.mark.parametrize(
    ("code", "reason", "heard"),
    [
        (404, Reason.NOT_FOUND, 404),
        (480, Reason.NO_ANSWER, 480),
        (486, Reason.BUSY, 486),
        (603, Reason.REFUSED, 403),
    ],
)
def test_no_other_line_is_tried_when_the_called_side_does_not_want(
    office: tuple[Ground, Logic, Phone], code: int, reason: Reason, heard: int
) -> None:
    ground, logic, anna = office
    ground.first.answer = code
    talk = anna.call(MOBILE).wait_until_over(20)
    assert logic.results[MOBILE].reason is reason  # type: ignore[attr-defined]
    assert talk.code == heard
    assert not ground.second.calls


def test_a_provider_that_says_nothing_holds_the_caller_for_seconds_only(ground: Ground) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent, ExitStack() as stack:
        silent.bind(("127.0.0.1", 0))
        firms = ground.serve(line(1, silent.getsockname()[1]), line(2, ground.second.port))
        stack.callback(ground.clear, firms)
        logic = Logic(ground.node, *firms)
        logic.services = replace(logic.services, line_states=HeardStates())
        stack.enter_context(logic)
        anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
        stack.callback(ground.phones.remove, anna)
        began = time.monotonic()
        talk = anna.call(MOBILE).wait_until_talking(20)
        assert time.monotonic() - began < SILENT_PROVIDER_SECONDS
        talk.hang_up()
        talk.wait_until_over()
        began = time.monotonic()
        again = anna.call(MOBILE).wait_until_talking(20)
        assert time.monotonic() - began < REMEMBERED_SECONDS / 10, "the second caller waits for a line known to be down"
        again.hang_up()
        again.wait_until_over()


@pytest.mark.parametrize("number", [MOBILE, "112"])
def test_a_provider_that_takes_a_call_and_goes_silent_gives_way_to_the_next_line(ground: Ground, number: str) -> None:
    provider = OnlyTrying()
    firms = ground.serve(line(1, provider.port, first_sign_seconds=2), line(2, ground.second.port))
    with Logic(ground.node, *firms):
        anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
        talk = anna.call(number).wait_until_talking(20)
        assert provider.heard.count("CANCEL") == 1
        talk.hang_up()
        talk.wait_until_over()
        ground.phones.remove(anna)
    provider.close()
    ground.clear(firms)


@pytest.mark.parametrize(("privacy", "seen"), [("", MOBILE), ("none", MOBILE), ("id", ""), ("user;critical", "")])
def test_a_caller_who_asks_the_provider_to_hide_their_number_has_none(ground: Ground, privacy: str, seen: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as provider:
        provider.bind(("127.0.0.1", 0))
        host, port = ground.node.server.split(":")
        firms = ground.serve(line(1, provider.getsockname()[1]))
        with Logic(ground.node, *firms) as logic:
            provider.sendto(
                invitation(OWN, ground.node.server, MOBILE, provider.getsockname()[1], privacy), (host, int(port))
            )
            ground.phones.wait_for(lambda: bool(logic.calls), 10, "the call")
            assert logic.calls[-1].caller.number == seen
            ground.node.ask("channel request hangup all")
            ground.node.wait_for(lambda: "0 active channels" in ground.node.ask("core show channels"), 20, "its end")
        ground.clear(firms)


def test_emergency_calls_go_out_over_a_line_that_is_full(ground: Ground) -> None:
    firms = ground.serve(line(1, ground.first.port, calls_max=1))
    with Logic(ground.node, *firms) as logic, logic.services.usage.using("acme", "line-1"):
        anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
        refused = anna.call(MOBILE).wait_until_over(30)
        assert refused.code == 503
        talk = anna.call("112").wait_until_talking(15)
        assert "sip:112@" in ground.first.calls[-1].invitation
        talk.hang_up()
        talk.wait_until_over()
        ground.phones.remove(anna)
    ground.clear(firms)


def test_a_shared_line_brings_each_company_its_own_calls(ground: Ground) -> None:
    shared = line(9, ground.first.port, shared=True)
    platform = Company.build("platform", 1, [Profile(id="platform", name="Platform"), shared])
    borrowed = Line(id="line-9", name="Platform", shared=True, caller_number=OWN)
    firms = ground.serve(borrowed, extra=(platform,))
    with Logic(ground.node, *firms) as logic:
        anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
        incoming = ground.first.call(f"sip:{OWN}@{ground.node.server}").wait_until_talking(15)
        assert logic.calls[-1].company.id == "acme"
        incoming.hang_up()
        incoming.wait_until_over()
        anna.calls[-1].wait_until_over()
        outgoing = anna.call(MOBILE).wait_until_talking(15)
        assert OWN in ground.first.wait_for_call().remote
        outgoing.hang_up()
        outgoing.wait_until_over()
        ground.phones.remove(anna)
    ground.node.wait_for(lambda: len(_accounts(ground.node, "line-9")) == 2, 10, "both legs' ends")
    assert _accounts(ground.node, "line-9") == ["acme", "acme"]
    ground.clear(firms)


def test_the_fallback_connects_callers_of_a_shared_line(ground: Ground) -> None:
    shared = line(9, ground.first.port, shared=True)
    platform = Company.build("platform", 1, [Profile(id="platform", name="Platform"), shared])
    firms = ground.serve(Line(id="line-9", name="Platform", shared=True), extra=(platform,))
    anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
    talk = ground.first.call(f"sip:{OWN}@{ground.node.server}").wait_until_talking(15)
    assert anna.calls
    talk.hang_up()
    talk.wait_until_over()
    ground.phones.remove(anna)
    ground.clear(firms)


def test_the_node_knows_which_providers_answer(ground: Ground) -> None:
    firms = ground.serve(line(71, ground.first.port), line(72, free_port(socket.SOCK_DGRAM)))

    async def states() -> dict[str, LineState]:
        gateway = Gateway(port=settings.ami_port, user="watch", secrets=ground.node.places.ami_secrets)
        running = asyncio.create_task(gateway.run())
        while not gateway.connected:
            await asyncio.sleep(0.02)
        devices = await gateway.ask("DeviceStateList", deadline=5)
        found = line_states(devices, await gateway.ask("PJSIPShowRegistrationsOutbound"))
        running.cancel()
        return {name: state for name, state in found.items() if name in ("line-71", "line-72")}

    settings = ground.node.settings
    upkeep = Upkeep(ground.node.database, ground.node.places.astdb, ground.node.ask)
    asyncio.run(upkeep._watch({"line-line-71", "line-line-72", "acme-101"}))
    # One that has never answered is not spoken of.
    wanted = {"line-71": LineState.UP}
    ground.phones.wait_for(lambda: asyncio.run(asyncio.wait_for(states(), 10)) == wanted, 30, f"{wanted}")
    ground.clear(firms)


@dataclass
class Provider:
    """Another Asterisk as provider: whoever dials MOBILE there reaches a phone. Its own fallback connects calls."""

    node: Node
    mobile: Phone


@pytest.fixture(scope="module")
def far_end(tmp_path_factory: pytest.TempPathFactory, certificate: tuple[Path, Path]) -> Iterator[Node]:
    with Node(tmp_path_factory.mktemp("provider") / "node", name="n2") as node:
        own = {"sip_tls_certificate": certificate[0], "sip_tls_key": certificate[1]}
        node.settings = node.settings.model_copy(update=own)
        node.start_asterisk()
        yield node


@pytest.fixture
def provider(far_end: Node, running: Node, phones: Phones) -> Iterator[Provider]:
    encrypted = line(5, running.settings.sip_tls_port, transport="tls", media_encryption="sdes")
    firm = company("far", {"201": "Account", "202": "Mobile"}, more=(encrypted, public_number(MOBILE, "202")))
    far_end.database.apply("far", steps_between(None, firm, (), site_of(far_end.settings)))
    mobile = phones.phone("far-202", password_of("far-202"), far_end.server).register()
    yield Provider(far_end, mobile)
    phones.remove(mobile)


def test_signalling_and_sound_are_encrypted_over_a_line_that_wants_it(ground: Ground, provider: Provider) -> None:
    tls = provider.node.settings.sip_tls_port
    firms = ground.serve(line(1, tls, transport="tls", media_encryption="sdes"))
    with Logic(ground.node, *firms):
        anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
        talk = anna.call(MOBILE).wait_until_talking(20)
        assert talk.heard_energy() > 0.05
        talk.hang_up()
        talk.wait_until_over()
        ground.phones.remove(anna)
    ground.clear(firms)


@pytest.mark.parametrize("verify", [True, False])
def test_a_provider_whose_certificate_nobody_vouches_for_gets_no_call(ground: Ground, verify: bool) -> None:
    # Our own node as provider: its certificate is self-made. It knows nobody of this number.
    tls = ground.node.settings.sip_tls_port
    firms = ground.serve(line(1, tls, transport="tls", verify_certificate=verify))
    with Logic(ground.node, *firms) as logic:
        anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
        anna.call(MOBILE).wait_until_over(30)
        heard = [call.caller.line is not None for call in logic.calls]
        assert heard == ([False] if verify else [False, True])
        ground.phones.remove(anna)
    ground.clear(firms)


def test_a_provider_that_wants_encrypted_sound_gets_no_call_in_the_clear(ground: Ground, provider: Provider) -> None:
    firms = ground.serve(line(1, provider.node.settings.sip_tls_port, transport="tls"))
    with Logic(ground.node, *firms) as logic:
        anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
        anna.call(MOBILE).wait_until_over(30)
        assert logic.results[MOBILE].reason is Reason.LINE_DOWN  # type: ignore[attr-defined]
        ground.phones.remove(anna)
    ground.clear(firms)


def test_a_line_registers_and_is_called_under_its_name(ground: Ground, provider: Provider) -> None:
    port = provider.node.settings.sip_port
    account = {"authentication": "registration", "username": "far-201", "password": password_of("far-201")}
    firms = ground.serve(line(1, port, **account))
    ground.node.ask("pjsip list registrations")  # as the agent does after a change: Asterisk reads the table
    with Logic(ground.node, *firms):
        anna = ground.phones.phone("acme-101", password_of("acme-101"), ground.node.server).register()
        ground.node.wait_for(lambda: "Registered" in ground.node.ask("pjsip show registrations"), 15, "a registration")
        outgoing = anna.call(MOBILE).wait_until_talking(20)
        outgoing.hang_up()
        outgoing.wait_until_over()
        provider.mobile.calls[-1].wait_until_over()
        incoming = provider.mobile.call("201").wait_until_talking(20)
        assert anna.calls[-1].talking
        incoming.hang_up()
        incoming.wait_until_over()
        ground.phones.remove(anna)
    ground.clear(firms)


def _accounts(node: Node, line_id: str) -> list[str]:
    """Whose the legs over a line were when they ended."""
    events = [json.loads(text) for text in node.places.cel.read_text().splitlines()]
    ended = [e for e in events if e.get("eventtype") == "HANGUP" and f"line-{line_id}-" in e.get("channame", "")]
    return [str(event["accountcode"]) for event in ended]
