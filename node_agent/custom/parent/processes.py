"""The companies' processes: started with the first call, replaced by newer code, ended when nobody calls."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, Final

from node_agent.custom.parent.code import Code
from node_agent.custom.parent.one_call import Failed
from node_agent.custom.parent.worker import Worker
from node_agent.custom.parent.zygote import NoProcess, Zygote
from tenants.calls.memory import Topic

LOAD_SECONDS: Final = 10.0
IDLE_SECONDS: Final = 600.0
CALLS_MAX: Final = 5000
"""Of one process: then a fresh one takes over, long before its share of the processor is used up."""
AGAIN_SECONDS: Final = 10.0
"""After the sandbox could not be started."""

log = logging.getLogger(__name__)


class Processes:
    """`failed` is told once of each process that failed, whether it was loading or serving calls."""

    def __init__(self, zygote: Zygote, failed: Callable[[Code, Failed], None], *, watched: bool) -> None:
        self.zygote, self._failed, self._watched = zygote, failed, watched
        self._workers: dict[Code, Worker] = {}
        self._starting: dict[Code, asyncio.Task[Worker]] = {}
        self._old: dict[Worker, Code] = {}
        """Replaced ones, whose calls go on."""
        self._not_before = 0.0

    def __len__(self) -> int:
        return len(self._workers) + len(self._old)

    def runs(self, code: Code) -> bool:
        worker = self._workers.get(code)
        return worker is not None and not worker.over

    def changed(self, company: str, topic: Topic, object_id: str, value: Any) -> None:
        """Something that is remembered of a company."""
        for code, worker in (*self._workers.items(), *((code, worker) for worker, code in self._old.items())):
            if code.company == company:
                worker.memos.changed(topic, object_id, value)

    async def warm(self) -> None:
        """Start the sandbox before the first call needs it. Never raises."""
        try:
            await self.zygote.start()
        except NoProcess as problem:
            self._no_sandbox(problem)

    async def of(self, code: Code) -> Worker:
        """One that takes calls. Raises Failed, NoProcess."""
        worker = self._workers.get(code)
        if worker is not None and not worker.over and worker.taken < CALLS_MAX:
            return worker
        starting = self._starting.get(code)
        if starting is None:
            starting = self._starting[code] = asyncio.get_running_loop().create_task(self._start(code))
            starting.add_done_callback(lambda done: self._started(code, done))
        return await asyncio.shield(starting)

    def call_is_over(self, code: Code, worker: Worker) -> None:
        """Nobody may need it any more, now or later."""
        if worker in self._old:
            self._end_old(worker)
        elif not worker.calls:
            asyncio.get_running_loop().call_later(IDLE_SECONDS, self._idle, code, worker, worker.taken)

    def stop(self) -> None:
        for starting in self._starting.values():
            starting.cancel()
        for worker in (*self._workers.values(), *self._old):
            worker.end()
        self._workers.clear()
        self._old.clear()
        self.zygote.stop()

    async def _start(self, code: Code) -> Worker:
        """Raises Failed, NoProcess."""
        if time.monotonic() < self._not_before:
            raise NoProcess("the sandbox could not be started a moment ago")
        try:
            born = await self.zygote.fork(code.name, code.bundle)
        except NoProcess as problem:
            self._no_sandbox(problem)
            raise
        worker = await Worker.begun(born, lambda failed: self._failed(code, failed), watched=self._watched)
        try:
            async with asyncio.timeout(LOAD_SECONDS):
                await worker.ready()
        except TimeoutError:
            worker.end()
            failed = Failed(f"it was not loaded within {LOAD_SECONDS:g} s", whole=True)
            self._failed(code, failed)
            raise failed from None
        self._replace(code, worker)
        log.info("customisation %s of company %s is loaded", code, code.company)
        return worker

    def _started(self, code: Code, done: asyncio.Task[Worker]) -> None:
        del self._starting[code]
        if not done.cancelled():
            done.exception()  # whoever waited has it; nobody waiting is no fault

    def _replace(self, code: Code, worker: Worker) -> None:
        for other in [each for each in self._workers if each.company == code.company]:
            old = self._workers.pop(other)
            self._old[old] = other
            self._end_old(old)
        self._workers[code] = worker

    def _end_old(self, worker: Worker) -> None:
        if not worker.calls:
            self._old.pop(worker, None)
            worker.end()

    def _idle(self, code: Code, worker: Worker, taken: int) -> None:
        if worker.taken == taken and not worker.calls and self._workers.get(code) is worker:
            del self._workers[code]
            worker.end()

    def _no_sandbox(self, problem: NoProcess) -> None:
        self._not_before = time.monotonic() + AGAIN_SECONDS
        log.error("ALERT customisations cannot run on this node, originals serve their companies: %s", problem)
