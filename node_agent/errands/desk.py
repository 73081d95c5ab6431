"""Where errands go: work that blocks into a thread, calls of our own into a file and, when due, to Asterisk."""

import asyncio
import logging
import secrets
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Final

from node_agent.asterisk.ami import AmiAway, AmiError, Gateway
from node_agent.calls.directory import Directory
from node_agent.calls.services import PhoneStates
from node_agent.errands.appointments import is_due, is_over
from node_agent.errands.file import ErrandFile, Kept
from node_agent.errands.keeping import Keeper
from node_agent.errands.shown import shown
from tenants.calls.errand import Appointment, Errand, LineCallback, WakeUp
from tenants.model import Company, Employee

log = logging.getLogger(__name__)
RING_SECONDS: Final = 60
LINE_SECONDS: Final = 3 * 3600
"""A place in a line is kept for so long."""


class ErrandDesk:
    """Implements services.Errands. One event loop; `send` never waits."""

    def __init__(
        self,
        file: ErrandFile,
        keeper: Keeper,
        directory: Directory,
        phones: PhoneStates,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Reads what an earlier process was asked for. Raises sqlite3.Error."""
        self._file, self._keeper, self._directory, self._phones, self._now = file, keeper, directory, phones, now
        self._kept = {kept.token: kept for kept in file.all()}
        self._threads = ThreadPoolExecutor(1, "errands")

    def send(self, company: Company, call: str, errand: Errand) -> None:
        work = self._keeper.work_of(company, call, errand)
        if work is not None:
            self._threads.submit(work)
        elif isinstance(errand, Appointment):
            self._keep(company.id, errand)

    def find(self, token: str) -> Kept | None:
        """The call of our own that Asterisk asks about."""
        return self._kept.get(token)

    def done(self, kept: Kept, again: Appointment | None = None) -> None:
        """It is over, whatever came of it. `again`: what is tried later in its place, and is as old as it was."""
        if self._kept.pop(kept.token, None) is None:
            return
        self._threads.submit(self._forget, kept.token)
        if again is not None:
            self._add(kept.company, again, kept.asked)

    async def step(self, gateway: Gateway) -> None:
        """Make the calls that are due. Nothing is begun while Asterisk is away."""
        now = self._now()
        for kept in list(self._kept.values()):
            company = self._directory.company(kept.company)
            if is_over(kept, now):
                log.info("an errand of %s is given up: %s", kept.company, type(kept.errand).__name__)
                self.done(kept)
            elif company is not None and not kept.called and gateway.connected and self._is_due(kept, company, now):
                await self._call(gateway, company, kept)

    def flush(self) -> None:
        """Wait until what was asked for so far is done."""
        self._threads.submit(int).result()

    def close(self) -> None:
        """Finish what has begun."""
        self._threads.shutdown(wait=True)

    async def _call(self, gateway: Gateway, company: Company, kept: Kept) -> None:
        """At most once: it is written down before Asterisk is asked."""
        kept.called = True
        await asyncio.get_running_loop().run_in_executor(self._threads, self._write, kept)
        seconds = LINE_SECONDS if isinstance(kept.errand, LineCallback) else RING_SECONDS
        try:
            await gateway.ask(
                "Originate",
                Channel=f"Local/{kept.token}@errands",
                Context="answered",
                Exten=kept.token,
                Priority="1",
                Timeout=str(seconds * 1000),
                CallerID=shown(company, kept.errand),
                Account=company.id,
                Async="true",
            )
        except (AmiAway, AmiError) as problem:
            log.warning("an errand of %s may not have been called: %s", company.id, problem)

    def _keep(self, company: str, errand: Appointment) -> None:
        if isinstance(errand, WakeUp):
            for other in list(self._kept.values()):
                if other.company == company and _wakes(other.errand, errand.employee) and not other.called:
                    self.done(other)
            if errand.at is None:
                return
        self._add(company, errand, self._now())

    def _add(self, company: str, errand: Appointment, asked: datetime) -> None:
        kept = Kept(secrets.token_hex(16), company, errand, asked)
        self._kept[kept.token] = kept
        self._threads.submit(self._write, kept)

    def _is_due(self, kept: Kept, company: Company, now: datetime) -> bool:
        def free(employee: Employee) -> bool:
            logins = [phone.login for phone in company.phones_by_employee.get(employee.id, ())]
            return any(map(self._phones.registered, logins)) and not any(map(self._phones.busy, logins))

        return is_due(kept, company, now, free)

    def _write(self, kept: Kept) -> None:
        try:
            self._file.put(kept)
        except sqlite3.Error as problem:
            log.error("ALERT an errand is not kept for the next process: %s", problem)

    def _forget(self, token: str) -> None:
        try:
            self._file.remove(token)
        except sqlite3.Error as problem:
            log.error("an errand that is done could not be removed: %s", problem)


def _wakes(errand: Appointment, employee: str) -> bool:
    return isinstance(errand, WakeUp) and errand.employee == employee
