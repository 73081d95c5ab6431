"""Who takes a call: the company's customisation in a process of its own, or, whatever goes wrong, the originals."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

from node_agent.custom.messages import Entry
from node_agent.custom.originals import Originals
from node_agent.custom.parent.code import RELEASE, Code, Codes
from node_agent.custom.parent.lag import Lag
from node_agent.custom.parent.one_call import TOO_LONG, Failed
from node_agent.custom.parent.probation import Probation
from node_agent.custom.parent.processes import Processes
from node_agent.custom.parent.zygote import NoProcess, Zygote
from node_agent.memory import KeptMemories
from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import ANSWERED, Outcome, Reason
from tenants.model import Company

START_SECONDS: Final = 1.5
"""So long a caller waits for the company's process; it starts for the next ones all the same."""
CROWDED: Final = 30
"""Calls at once in the hands of one process, beyond which it would only make them late."""

log = logging.getLogger(__name__)


class NotServing(Exception):
    """The customisation does not take this call; the text completes "the customisation …"."""

    code = "customisation-not-serving"


@runtime_checkable
class OnTheClock(Protocol):
    """A call whose decision may take a limited time."""

    def decide_anew(self) -> None:
        """From now on there is the whole time again."""


class CustomLogic:
    """Implements originals.Logic. One per process, in its event loop."""

    def __init__(
        self, bundles: Path, *, watch: bool = False, release: Path = RELEASE, memories: KeptMemories | None = None
    ) -> None:
        """`watch`: saved code of the release serves the next call. `memories`: tell of changes; None: nobody does."""
        self.codes = Codes(bundles, watch=watch, release=release)
        self._originals = Originals()
        self.probation = Probation(time.monotonic)
        self.processes = Processes(Zygote(bundles, release), self._process_failed, watched=memories is not None)
        if memories is not None:
            memories.watchers.append(self.processes.changed)
        self._lag = Lag()
        self._served: dict[str, Code | None] = {}
        self._preparing: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()
        self.failures: Counter[str] = Counter()
        """By company, since the process started."""

    async def run(self, call: Call, entry: Entry) -> Outcome:
        code = self.codes.of(call.company)
        if code is None:
            return await self._originals.run(call, entry)
        try:
            return await self._custom(call, entry, code)
        except NotServing as reason:
            _note(call, code, str(reason), None)
        except Failed as failed:
            if not failed.whole:
                self._failed(code, failed)
            _note(call, code, f"failed: {failed.why}", Reason.FAILED)
            if failed.served:
                return ANSWERED
        if isinstance(call, OnTheClock):
            call.decide_anew()
        return await self._originals.run(call, entry)

    def begin(self, companies: Iterable[Company]) -> None:
        """What is served when the process starts: the sandbox is made ready, processes come with the first calls."""
        for company in companies:
            self._served[company.id] = self.codes.of(company)
        if any(self._served.values()):
            self._beside(self.processes.warm())

    def served(self, company_id: str, now: Company | None, _keys: object) -> None:
        """A directory's watcher: new code is loaded before somebody calls."""
        code = self.codes.of(now) if now is not None else None
        if code != self._served.get(company_id):
            self._served[company_id] = code
            if code is not None and self.codes.is_here(code):
                self._beside(self._prepare(code))

    def off(self) -> list[str]:
        """What is switched off now, for people."""
        return [f"{each.company}: {each}" for each in self.probation.off() if isinstance(each, Code)]

    def stop(self) -> None:
        for task in self._preparing:
            task.cancel()
        self._lag.stop()
        self.processes.stop()

    async def _custom(self, call: Call, entry: Entry, code: Code) -> Outcome:
        """Raises NotServing, Failed, CallerGone."""
        if seconds := self.probation.seconds_off(code):
            raise NotServing(f"is switched off for {seconds:.0f} s more, since it failed again and again")
        if not self.codes.is_here(code):
            raise NotServing("is not on this node (yet)")
        try:
            async with asyncio.timeout(START_SECONDS):
                worker = await self.processes.of(code)
                if worker.thinking >= CROWDED:
                    raise NotServing("has too many calls to think about")
                await worker.bring(call.company)
        except TimeoutError:
            raise NotServing("is still starting") from None
        except NoProcess as problem:
            raise NotServing(f"cannot run: {problem}") from None
        if isinstance(call, OnTheClock):
            call.decide_anew()
        try:
            outcome = await worker.run(call, entry)
        finally:
            self.processes.call_is_over(code, worker)
        self.probation.well(code)
        return outcome

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._preparing.add(task)
        task.add_done_callback(self._preparing.discard)

    async def _prepare(self, code: Code) -> None:
        """One after the other: a release that changes many companies' code must not slow down calls."""
        async with self._turn:
            with suppress(Failed, NoProcess):
                await self.processes.of(code)

    def _process_failed(self, code: Code, failed: Failed) -> None:
        self._failed(code, failed)

    def _failed(self, code: Code, failed: Failed) -> None:
        """Tell the operator, with what a developer needs; too often, and it is switched off."""
        self.failures[code.company] += 1
        log.error(
            "ALERT customisation %s of company %s failed: %s\n%s", code, code.company, failed.why, failed.traceback
        )
        if failed.why == TOO_LONG and self._lag.lately:
            log.warning("the machine is too busy to hold that against it")
        elif seconds := self.probation.failed(code):
            log.error("ALERT customisation %s of company %s is off for %.0f s", code, code.company, seconds)


def _note(call: Call, code: Code, what: str, reason: Reason | None) -> None:
    text = f"customisation {code} {what}"
    call.decide(Decision(Rule.CUSTOM, reason=reason, text=f"{text[:200]}; the product's own logic takes the call"))
