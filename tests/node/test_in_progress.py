"""What call logic finds in Asterisk when it starts anew, and legs that nobody serves any more."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from node_agent.apply.diff import changed_keys, steps_between
from node_agent.asterisk.ami import Gateway
from node_agent.asterisk.realtime.site import site_of
from node_agent.calls.in_progress import InProgress
from tenants.calls.call import Call
from tenants.model import Company, Line
from tests.kit.companies import company, password_of, public_number
from tests.kit.logic import Logic
from tests.kit.node import Node
from tests.kit.phones import Phone, Phones

MOBILE = "+79161234567"
OWN = "+74951110000"
PEOPLE = {"101": "Anna", "102": "Boris", "103": "Clara"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    with Node(tmp_path_factory.mktemp("in-progress") / "node") as node:
        node.start_asterisk()
        yield node


@contextmanager
def served(node: Node, firm: Company) -> Iterator[None]:
    node.database.apply(firm.id, steps_between(None, firm, (), site_of(node.settings)))
    yield
    node.database.apply(firm.id, steps_between(firm, None, changed_keys(None, firm), site_of(node.settings)))


@contextmanager
def people(node: Node, phones: Phones, *numbers: str) -> Iterator[list[Phone]]:
    there = [phones.phone(f"acme-{n}", password_of(f"acme-{n}"), node.server).register() for n in numbers]
    yield there
    for phone in there:
        for talk in phone.calls:
            talk.hang_up()
        phones.remove(phone)
    node.wait_for(lambda: "0 active channels" in node.ask("core show channels"), 20, "all legs to be gone")


@contextmanager
def starts_anew(node: Node, firm: Company, stuck_after: float = 60.0) -> Iterator[tuple[Logic, InProgress]]:
    """Call logic that has just started, once it has asked Asterisk what there is."""
    with Logic(node, firm) as logic:
        found = InProgress(logic.services.usage, logic.services.parked, stuck_after=stuck_after)
        running = asyncio.run_coroutine_threadsafe(_watch(node, found), logic._loop)
        node.wait_for(lambda: found.looks > 0, 10, "a first look")
        try:
            yield logic, found
        finally:
            running.cancel()


async def _watch(node: Node, found: InProgress) -> None:
    """As the engine does."""

    async def connected() -> None:
        await found.connected(gateway)
        first.set()

    first = asyncio.Event()
    gateway = Gateway(
        port=node.settings.ami_port, user="calls", secrets=node.places.ami_secrets, on_connect=connected,
        on_event=lambda _event: None,
    )  # fmt: skip
    keeping = asyncio.create_task(gateway.run())
    try:
        await first.wait()
        while True:
            await found.look(gateway)
            await asyncio.sleep(0.1)
    finally:
        keeping.cancel()


def test_calls_over_a_line_count_after_call_logic_was_started_anew(running: Node, phones: Phones) -> None:
    mobile = phones.phone("mobile", "", running.server, register=False, own_port=True)
    line = Line(id="line-1", name="Line", host="127.0.0.1", port=mobile.port, caller_number=OWN, calls_max=1)
    firm = company("acme", PEOPLE, more=(line,))
    with served(running, firm), people(running, phones, "101", "102") as (anna, boris):
        with Logic(running, firm):
            first = anna.call(MOBILE).wait_until_talking(15)
        with starts_anew(running, firm) as (logic, _):
            assert first.talking
            assert boris.call(MOBILE).wait_until_over(30).code == 503
            first.hang_up()
            first.wait_until_over()
            phones.wait_for(lambda: logic.services.usage.over("line-1") == 0, 20, "the end to be noticed")
            assert boris.call(MOBILE).wait_until_talking(15).talking
    phones.remove(mobile)


def test_a_parked_call_can_be_fetched_after_call_logic_was_started_anew(running: Node, phones: Phones) -> None:
    async def park(call: Call) -> object:
        return await call.park("701", seconds=120, music=None)

    async def fetch(call: Call) -> object:
        return await call.fetch_parked("701")

    firm = company("acme", PEOPLE)
    with served(running, firm), people(running, phones, "101", "102") as (anna, boris):
        with Logic(running, firm) as before:
            before.wants["700"] = park
            parked = anna.call("700").wait_until_talking(15)
            running.wait_for(lambda: before.services.parked.get("acme", "701") is not None, 10, "the call to be parked")
        with starts_anew(running, firm) as (logic, _):
            logic.wants["701"] = fetch
            assert logic.services.parked.get("acme", "701") is not None
            fetching = boris.call("701").wait_until_talking(15)
            phones.wait_for(lambda: parked.heard_energy() > 0.05 < fetching.heard_energy(), 10, "both to be heard")
            assert logic.services.parked.get("acme", "701") is None


class LostCaller:
    """Whoever calls, has the call answered, and is never heard of again: no sound, no answer to anything."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(10)
        self.port = int(self._socket.getsockname()[1])

    def call(self, server: str, number: str) -> None:
        """Returns once it is answered. Raises TimeoutError."""
        host, port = server.split(":")
        name = str(time.monotonic_ns())
        common = [
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.port};branch=z9hG4bK",
            f"From: <sip:{MOBILE}@127.0.0.1:{self.port}>;tag={name}",
            f"Call-ID: {name}",
            f"Contact: <sip:127.0.0.1:{self.port}>",
            "Max-Forwards: 70",
        ]
        sound = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\n"

        def send(method: str, to: str, body: str) -> None:
            lines = [f"{method} sip:{number}@{server} SIP/2.0", *common, f"To: {to}", f"CSeq: 1 {method}"]
            lines[1] += name + method
            lines += ["Content-Type: application/sdp"] if body else []
            text = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body])
            self._socket.sendto(text.encode(), (host, int(port)))

        send("INVITE", f"<sip:{number}@{server}>", sound)
        while not (answer := self._socket.recv(65536).decode()).startswith("SIP/2.0 200"):
            pass
        (to,) = (each[4:] for each in answer.split("\r\n") if each.lower().startswith("to: "))
        send("ACK", to, "")

    def close(self) -> None:
        self._socket.close()


def test_a_leg_that_belongs_to_no_call_is_hung_up_and_healthy_calls_are_not(running: Node, phones: Phones) -> None:
    async def echo(call: Call) -> object:
        await call.echo()
        return None

    lost = LostCaller()
    line = Line(id="line-1", name="Line", host="127.0.0.1", port=lost.port)
    firm = company("acme", PEOPLE, more=(line, public_number(OWN, "101")))
    with (
        served(running, firm),
        people(running, phones, *PEOPLE) as (anna, boris, clara),
        starts_anew(running, firm, stuck_after=4) as (logic, found),
    ):
        logic.wants |= {OWN: echo, "800": echo}
        alone = anna.call("800").wait_until_talking(15)
        together = boris.call("103").wait_until_talking(15)
        lost.call(running.server, OWN)
        phones.run(1)
        assert "PJSIP/line-line-1-" in running.ask("core show channels concise")
        phones.wait_for(
            lambda: "PJSIP/line-line-1-" not in running.ask("core show channels concise"), 30, "the leg to go"
        )
        assert found.hung_up == 1
        phones.run(6)
        assert found.hung_up == 1
        assert (alone.talking, together.talking, clara.calls[-1].talking) == (True, True, True)
    lost.close()
