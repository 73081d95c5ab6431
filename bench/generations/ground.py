"""One node on which a company is served by all generations at once; whoever calls chooses by the phone they use."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path

from bench.sip import Account, Phone
from node_agent.apply.call_logic import CallLogic
from node_agent.apply.receive import Receiver
from node_agent.apply.run import Enforcer, LoopThread
from node_agent.asterisk.ami import Gateway
from node_agent.asterisk.ami.upkeep import Upkeep
from node_agent.asterisk.dialplan.elements import Context, Entry, steps
from node_agent.asterisk.dialplan.typed import ring
from node_agent.asterisk.dialplan.values import Word
from node_agent.asterisk.generations import generated, realtime
from node_agent.asterisk.process.console import ask
from node_agent.asterisk.realtime.site import site_of
from node_agent.store import Store
from tenants.model import Company
from tests.kit.companies import company, password_of
from tests.kit.node import Node
from wire.envelope import public_key

PLAIN = "plain"
RELOAD_SECONDS = START_SECONDS = 300.0
"""With ten thousand employees and a busy machine Asterisk takes a minute."""
CALLED, OTHER = "101", "102"
"""Whose phone rings, and with whom they swap phones when something is to change."""


class Generation(StrEnum):
    """What answers a caller; the first is no generation but what everything is compared with."""

    PLAIN = "one Dial"
    GENERATED = "1.x generated"
    REALTIME = "2.x realtime"
    LOGIC = "3.x call logic"


CALLERS = {
    Generation.PLAIN: "901",
    Generation.GENERATED: "902",
    Generation.REALTIME: "903",
    Generation.LOGIC: "904",
}
CONTEXTS = {
    Generation.PLAIN: PLAIN,
    Generation.GENERATED: generated.entrance("acme"),
    Generation.REALTIME: realtime.ENTRANCE,
    Generation.LOGIC: "phones",
}


def company_of(size: int) -> Company:
    """`size` employees with a phone each, those of `CALLERS` and two who are called among them."""
    names = {number: f"Person {number}" for number in (CALLED, OTHER, *CALLERS.values())}
    names |= {str(10_000 + i): f"Employee {i}" for i in range(size - len(names))}
    return company("acme", names)


class Ground:
    """The parts of a node's agent, in this process; Asterisk and the call logic are processes of their own."""

    def __init__(self, node: Node, firm: Company) -> None:
        self.node, self.firm = node, firm
        self.loop = LoopThread("manager interface")
        self.loop.start()
        self.upkeep = Upkeep(node.database, node.places.astdb, partial(ask, node.places))
        self.calls = CallLogic(node.settings.node_state / "calls.sock")
        self._store = Store.open(node.settings.node_state / "store.sqlite")
        self.receiver = Receiver(
            node=node.settings.node,
            control_key=public_key(node.settings.control_key),
            store=self._store,
            site=site_of(node.settings),
            force=Enforcer(node.database, site_of(node.settings), self.upkeep, self.loop.loop, self.calls),
            acknowledge=lambda _: None,
            ask_for_document=lambda: None,
        )

    def start(self) -> None:
        """The company is there before Asterisk starts, so nobody has to be told of ten thousand employees.

        The first generation and what else is in files is in force after `generate`.
        """
        node = self.node
        self.receiver.deliver(node.control.document(self.firm))
        node.start_asterisk(START_SECONDS)
        node.start("calls")
        node.wait_for(lambda: "ready for calls" in node.log("calls"), 60, "the call logic")
        self._choose_generations()
        realtime.install(node.places, _plain(self.firm))
        self.upkeep.gateway = Gateway(port=node.settings.ami_port, user="apply", secrets=node.places.ami_secrets)
        asyncio.run_coroutine_threadsafe(self.upkeep.gateway.run(), self.loop.loop)
        node.wait_for(lambda: self.upkeep.gateway is not None and self.upkeep.gateway.connected, 20, "the connection")

    def stop(self) -> None:
        self.loop.stop()
        self.calls.close()
        self._store.close()

    def generate(self, firm: Company) -> None:
        """The first generation's way; lamps are in static realtime, which Asterisk reads again with it."""
        context = generated.context_of(firm, lamps=False)
        generated.put_in_force(self.node.places, [context], self.console)

    def console(self, command: str) -> str:
        return ask(self.node.places, command, RELOAD_SECONDS)

    async def phone(self, number: str) -> Phone:
        """The phone of an employee."""
        login = f"acme-{number}"
        return await Phone.open(Account(login, password_of(login)), ("127.0.0.1", self.node.settings.sip_port))

    def _choose_generations(self) -> None:
        with closing(sqlite3.connect(self.node.places.realtime, timeout=5)) as database, database:
            for generation, number in CALLERS.items():
                query = "UPDATE ps_endpoints SET context = ? WHERE id = ?"
                database.execute(query, (CONTEXTS[generation], f"acme-{number}"))


@contextmanager
def ground(folder: Path, size: int) -> Iterator[Ground]:
    """A running node with a company of `size` employees."""
    with Node(folder / "node") as node:
        made = Ground(node, company_of(size))
        try:
            made.start()
            yield made
        finally:
            made.stop()


def _plain(firm: Company) -> Context:
    (phone,) = firm.phones_by_employee[f"e{CALLED}"]
    dials = Entry(CALLED, steps(ring([Word(f"PJSIP/{phone.login}")], 20)))
    return Context(PLAIN, "What no generation can be faster than.", (dials,))
