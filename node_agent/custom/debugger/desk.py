"""Where developers ask for a call: a Unix socket in the node's folder, and who waits for which call."""

import asyncio
import logging
import socket
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from node_agent.custom.debugger.messages import LINE_MAX, Arm, Armed, NotArmed
from node_agent.custom.debugger.permission import Gate, NotPermitted
from node_agent.custom.debugger.worker import DebuggedWorker
from node_agent.custom.messages import line_of
from node_agent.custom.parent.one_call import Failed
from node_agent.unix_socket import bound
from tenants.calls.call import Call
from tenants.calls.caller_number import caller_number
from tenants.model import Company
from wire.debugging import DebugOrder

HELLO_SECONDS: Final = 10.0
AGAIN_SECONDS: Final = 1.0
READY_SECONDS: Final = 60.0
"""For the imports of the developer's process, on a machine that is busy."""

log = logging.getLogger(__name__)


class Waiting:
    """A developer who waits for a call, or stands in it. `until`: in the loop's time."""

    def __init__(self, order: DebugOrder, worker: DebuggedWorker, until: float) -> None:
        self.order, self.worker, self.until = order, worker, until

    @property
    def seconds(self) -> float:
        """That are left."""
        return max(0.0, self.until - asyncio.get_running_loop().time())

    def wants(self, call: Call) -> bool:
        if self.worker.over or call.company.id != self.order.company:
            return False
        wanted = self.order.caller
        return not wanted or call.caller.number in (wanted, caller_number(wanted, call.company.profile))

    def __str__(self) -> str:
        return f"{self.order.who}, permission {self.order.permission}"


class Desk:
    """One per process. `find`: a company that this node serves."""

    def __init__(self, path: Path, gate: Gate, find: Callable[[str], Company | None], *, bundles: Path) -> None:
        self._path, self._gate, self._find, self._bundles = path, gate, find, bundles
        self._waiting: list[Waiting] = []
        self._listening: socket.socket | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Listen; whoever was let in by a predecessor is gone with it. Raises OSError."""
        fresh = self._path.with_name(self._path.name + ".new")
        fresh.unlink(missing_ok=True)
        self._listening = bound(fresh)
        self._listening.listen()
        fresh.replace(self._path)
        self._beside(self._accept(self._listening))

    def close(self) -> None:
        """Calls in progress go on without their developers."""
        for task in self._tasks:
            task.cancel()
        for waiting in self._waiting:
            waiting.worker.end()
        if self._listening is not None:
            self._listening.close()

    def take(self, call: Call) -> Waiting | None:
        """Who wants to stand in this call; nobody else will, and they in no other one."""
        self._waiting = [each for each in self._waiting if not each.worker.over]
        for waiting in self._waiting:
            if waiting.wants(call):
                self._waiting.remove(waiting)
                return waiting
        return None

    async def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = await asyncio.get_running_loop().sock_accept(listening)
            except OSError as problem:
                log.error("no developer can be let in now: %s", problem)
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            self._beside(self._meet(connection))

    async def _meet(self, connection: socket.socket) -> None:
        """The outermost of one developer: whatever they send must not reach a call."""
        connection.setblocking(False)
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                order, seconds = self._gate.admit((await _hello(connection)).order)
            company = self._find(order.company)
            if company is None:
                raise NotPermitted("unknown", f"This node does not serve {order.company}.")
            armed = Armed(seconds=seconds, bundles=str(self._bundles))
            await asyncio.get_running_loop().sock_sendall(connection, line_of(armed))
            await self._arm(connection, order, seconds, company)
        except NotPermitted as refusal:
            log.warning("a developer was refused: %s", refusal)
            answer = line_of(NotArmed(code=refusal.code, why=str(refusal)))
            with suppress(OSError):
                await asyncio.get_running_loop().sock_sendall(connection, answer)
            connection.close()
        except (OSError, TimeoutError, Failed) as problem:
            log.info("a developer went away: %s", problem or "nothing was heard in time")
            connection.close()

    async def _arm(self, connection: socket.socket, order: DebugOrder, seconds: float, company: Company) -> None:
        """Raises Failed, TimeoutError."""
        loop = asyncio.get_running_loop()
        worker = await DebuggedWorker.met(connection, lambda failed: log.info("debugging ended: %s", failed.why))
        waiting = Waiting(order, worker, loop.time() + seconds)
        loop.call_later(seconds, worker.end)
        try:
            async with asyncio.timeout(READY_SECONDS):
                await worker.ready()
        except TimeoutError:
            worker.end()
            raise
        self._waiting.append(waiting)
        whose = f"from {order.caller}" if order.caller else "from anybody"
        log.warning("debugger: %s stands in the next call of %s %s, within %.0f s", waiting, company.id, whose, seconds)
        # The first word of it tells the developer that the next call is theirs.
        await worker.bring(company)

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _hello(connection: socket.socket) -> Arm:
    """Raises NotPermitted, OSError."""
    text = b""
    while not text.endswith(b"\n"):
        more = await asyncio.get_running_loop().sock_recv(connection, LINE_MAX)
        if not more:
            raise ConnectionError("nothing was said")
        text += more
        if len(text) > LINE_MAX:
            raise NotPermitted("bad-message", f"A line of more than {LINE_MAX} bytes is no order.")
    try:
        return Arm.model_validate_json(text)
    except ValidationError:
        raise NotPermitted("bad-message", "That is no order; use `./carillon debug`.") from None
