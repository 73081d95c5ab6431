"""Puts a kept change in force: rows in one transaction, read back, Asterisk and the call logic told."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Protocol

from node_agent.apply.call_logic import CallLogic
from node_agent.apply.diff import removal, repair
from node_agent.apply.receive import Change
from node_agent.asterisk.realtime.database import RealtimeDatabase
from node_agent.asterisk.realtime.rows import Site, hint_context
from node_agent.asterisk.realtime.steps import DeleteRow, DropHint, DropWay, PutHint, PutRow, PutWay, Step
from tenants.model import Company, TelephonyObject

log = logging.getLogger(__name__)
TELL_DEADLINE = 1.0
WAIT_FOR_UP_TO = 50
"""More hints than this (a whole new company) are told in the background: calls do not need them."""


class Engine(Protocol):
    """Asterisk's upkeep (node_agent.asterisk.ami.upkeep) or a double of it."""

    async def tell(self, steps: Sequence[Step]) -> bool: ...


class Ready(Protocol):
    """The sounds of this node (node_agent.files.incoming)."""

    def make_ready(self, company: str, items: Collection[TelephonyObject]) -> bool: ...


class Enforcer:
    """The Force of a Receiver. `loop` runs the engine's coroutines in another thread."""

    def __init__(
        self,
        database: RealtimeDatabase,
        site: Site,
        engine: Engine,
        loop: asyncio.AbstractEventLoop,
        calls: CallLogic,
        sounds: Ready | None = None,
    ) -> None:
        self._sounds = sounds
        self._database, self._site, self._engine, self._loop, self._calls = database, site, engine, loop, calls

    def enforce(self, change: Change) -> bool:
        """Returns whether the call logic serves it. Raises sqlite3.Error, RealtimeUnreadable."""
        if self._sounds is not None and change.new is not None:
            # Before the change, not after it: from then on callers hear what it names.
            whole = change.base_version is None
            self._sounds.make_ready(change.company, change.new.objects.values() if whole else change.puts)
        if change.steps:
            self._database.apply(change.company, change.steps)
        told = self._tell(change.steps)
        serving = self._calls.serves(change)
        self._database.confirm(change.steps)
        if told is not None and len(change.steps) <= WAIT_FOR_UP_TO:
            self._wait(told)
        return serving

    def repair(self, company: Company) -> tuple[Step, ...]:
        """What the database lacks of `company`, whatever happened before."""
        place = hint_context(company.id)
        hints, ways = self._database.hints(place), self._database.ways(place)
        return repair(self._database.rows(company.id), hints, ways, company, self._site)

    def reconcile(self, companies: Mapping[str, Company]) -> int:
        """Make the database that of `companies`; at start, when it may be empty or behind. Returns the steps done."""
        count = 0
        for company in companies.values():
            if steps := self.repair(company):
                self._database.apply(company.id, steps)
                self._tell(steps)
                count += len(steps)
        for gone in self._database.companies() - companies.keys():
            place = hint_context(gone)
            steps = removal(self._database.rows(gone), self._database.hints(place), self._database.ways(place))
            self._database.apply(gone, steps)
            self._tell(steps)
            count += len(steps)
        return count

    def _tell(self, steps: Sequence[Step]) -> "Future[bool] | None":
        mattering = [step for step in steps if _matters(step)]
        return asyncio.run_coroutine_threadsafe(self._engine.tell(mattering), self._loop) if mattering else None

    @staticmethod
    def _wait(told: "Future[bool]") -> None:
        try:
            told.result(TELL_DEADLINE)
        except FutureTimeout:
            log.warning("Asterisk took longer than %s s to hear of a change; calls see it already", TELL_DEADLINE)


def _matters(step: Step) -> bool:
    """What Asterisk does not read live."""
    match step:
        case PutHint() | DropHint() | PutWay() | DropWay():
            return True
        case PutRow(table) | DeleteRow(table):
            return table in ("ps_registrations", "ps_aors")


class LoopThread:
    """An event loop in a thread of its own, for what is asynchronous in a process that is not."""

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Cancel what runs, let it clean up, then end the thread."""
        with contextlib.suppress(FutureTimeout):
            asyncio.run_coroutine_threadsafe(_leave(), self.loop).result(3)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)


async def _leave() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
