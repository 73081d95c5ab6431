"""One company's process as the parent sees it: calls go in, wishes come out, and nothing it does is trusted."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol, cast

from pydantic import ValidationError

from node_agent.custom.messages import (
    FROM_CHILD,
    LINE_MAX,
    Answered,
    Asked,
    Begin,
    CallerForm,
    Drop,
    Ended,
    Entry,
    Ready,
    Seen,
    Unusable,
    line_of,
)
from node_agent.custom.parent.document import news
from node_agent.custom.parent.memos import Memos
from node_agent.custom.parent.one_call import TOO_LONG, Failed, OneCall
from node_agent.custom.parent.zygote import Born
from tenants.calls.call import Call, Caller
from tenants.calls.outcome import Outcome
from tenants.model import Company
from tenants.model.document import Document

MESSAGES_A_SECOND: Final = 2000
AT_ONCE: Final = 50
"""Messages that are worked off before other calls have their turn."""
WAITING_BYTES_MAX: Final = 8 * 1024 * 1024
"""What the child has not read yet: it does not listen any more."""
CROWD: Final = 10
"""So many calls at once in the child's hands may be late because of each other: that is told of none of them."""
ALIVE_SECONDS: Final = 0.25
DROP_SECONDS: Final = 0.2
LAST_WORDS_SECONDS: Final = 0.1

log = logging.getLogger(__name__)


class Process(Protocol):
    """What is needed of the process besides its socket, see zygote.Born."""

    def end(self) -> None: ...
    def say_where(self) -> None: ...
    def heard(self) -> str: ...
    def close(self) -> None: ...


class Worker(asyncio.Protocol):
    """Create it with `Worker.begun`. `over`: it takes no more calls."""

    def __init__(self, born: Process, failed: Callable[[Failed], None], *, watched: bool) -> None:
        """`failed` is told once when the process as a whole has failed; `watched`: see Memos."""
        self._born, self._failed = born, failed
        self.memos = Memos(self._send, watched=watched)
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._ready.add_done_callback(lambda ready: ready.cancelled() or ready.exception())
        self._calls: dict[int, OneCall] = {}
        self._rest = b""
        self._lines: deque[bytes] = deque()
        self._company: Company | None = None
        self._seen: asyncio.Future[None] = self._loop.create_future()
        self._seen.set_result(None)
        self._bringing: set[asyncio.Task[None]] = set()
        self._telling = asyncio.Lock()
        self._allowance, self._counted = float(MESSAGES_A_SECOND), time.monotonic()
        self._dropped: set[int] = set()
        """Calls that are nobody's any more, and that the child has not let go yet."""
        self._slow: set[int] = set()
        """Of these, those that it thought about for too long; it is to say where."""
        self._why = ""
        self.over = False
        self.taken = 0
        """Calls so far."""

    @classmethod
    async def begun(cls, born: Born, failed: Callable[[Failed], None], *, watched: bool = False) -> "Worker":
        """Over the socket of a process that has just been forked."""
        born.connection.setblocking(False)
        loop = asyncio.get_running_loop()
        _, worker = await loop.create_unix_connection(lambda: cls(born, failed, watched=watched), sock=born.connection)
        return worker

    @property
    def calls(self) -> int:
        """In progress."""
        return len(self._calls)

    @property
    def thinking(self) -> int:
        """Calls that wait for the child."""
        return sum(call.thinking for call in self._calls.values())

    async def ready(self) -> None:
        """Until the customisation is loaded. Raises Failed."""
        await asyncio.shield(self._ready)

    async def bring(self, company: Company) -> None:
        """Have calls that begin from now on see this version, or a newer one that another call has brought.

        Goes on when nobody waits for it any more. Raises Failed.
        """
        if company is self._company:
            return
        bringing = self._loop.create_task(self._bring(company))
        self._bringing.add(bringing)
        bringing.add_done_callback(self._brought)
        await asyncio.shield(bringing)

    def _brought(self, done: asyncio.Task[None]) -> None:
        self._bringing.discard(done)
        if not done.cancelled():
            done.exception()  # whoever waited has it

    async def run(self, call: Call, entry: Entry) -> Outcome:
        """Have the child take the call; see `bring`. Raises CallerGone, Failed: then the call is nobody's."""
        number = self.taken = self.taken + 1
        mine = self._one_call(number, call)
        if self.over:
            raise Failed(self._why, whole=True)
        self._calls[number] = mine
        form = caller_form(call.caller)
        self._send(
            Begin(
                call=number,
                entry=entry,
                caller=form,
                dialled=call.dialled,
                recorded=call.recorded,
                clock=mine.hands.clock(),
                states=self.memos.states(call),
                seed=mine.hands.seed,
            )
        )
        try:
            return await mine.wait()
        except Failed as failed:
            failed.served = mine.hands.served
            mine.hands.begin_anew()
            raise
        finally:
            del self._calls[number]
            if not mine.finished:
                self._let_go(number)

    def _one_call(self, number: int, call: Call) -> OneCall:
        return OneCall(number, call, self._send, self._late, self.memos)

    def end(self) -> None:
        """It is not needed any more. Calls in progress are given back."""
        if not self.over:
            self._end("the node ended it")

    def _fail(self, why: str) -> None:
        if not self.over:
            self._failed(self._end(why))

    def _end(self, why: str) -> Failed:
        self.over, self._why = True, why
        self._born.end()
        failed = Failed(why, self._born.heard(), whole=True)
        for call in list(self._calls.values()):
            call.fail(Failed(why, failed.traceback, whole=True))
        for waited_for in (self._ready, self._seen):
            if not waited_for.done():
                waited_for.set_exception(failed)
        if self._transport is not None:
            self._transport.abort()
        self._born.close()
        return failed

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, _exc: Exception | None) -> None:
        self._transport = None
        self._fail("its process ended")

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        busy = bool(self._lines)
        self._lines.extend(lines)
        if len(self._rest) > LINE_MAX:
            self._fail(f"it sent a message of more than {LINE_MAX} bytes")
        elif not busy and self._lines:
            self._work_off()

    def _work_off(self) -> None:
        """Some messages; the rest waits, and nothing more is read, until other calls have had their turn."""
        for _ in range(min(AT_ONCE, len(self._lines))):
            if self.over:
                return
            self._hear(self._lines.popleft())
        if self.over or self._transport is None:
            return
        if self._lines:
            self._transport.pause_reading()
            self._loop.call_soon(self._work_off)
        else:
            self._transport.resume_reading()

    def _hear(self, line: bytes) -> None:
        if not self._allowed():
            self._fail(f"it sent more than {MESSAGES_A_SECOND} messages a second")
            return
        try:
            message = FROM_CHILD.validate_json(line)
        except ValidationError as problem:
            self._fail(f"it sent what is no message: {problem.errors(include_url=False)[0]['msg']}"[:200])
            return
        match message:
            case Asked() | Ended():
                self._of_a_call(message)
            case Seen() if not self._seen.done():
                self._seen.set_result(None)
            case Ready() if not self._ready.done():
                self._ready.set_result(None)
            case Unusable() if not self._ready.done():
                why = message.traceback.strip().rpartition("\n")[2][:200]
                self._ready.set_exception(Failed(why, message.traceback))
                self._end(why)

    def _of_a_call(self, message: Asked | Ended) -> None:
        call = self._calls.get(message.call)
        if isinstance(message, Ended):
            self._dropped.discard(message.call)
            if message.call in self._slow:
                self._slow.discard(message.call)
                self._failed(Failed(TOO_LONG, message.traceback))
            if call is not None:
                call.ended(message)
        elif call is not None:
            call.asked(message)
        elif message.wish.answered:
            slow = message.call in self._slow
            problem = TOO_LONG if slow else ""
            self._send(Answered(call=message.call, ask=message.ask, gone=not slow, problem=problem))

    def _allowed(self) -> bool:
        now = time.monotonic()
        self._allowance = min(MESSAGES_A_SECOND, self._allowance + (now - self._counted) * MESSAGES_A_SECOND)
        self._counted = now
        self._allowance -= 1
        return self._allowance >= 0

    # Sending.

    async def _bring(self, company: Company) -> None:
        async with self._telling:
            before = self._company
            if before is company or (before is not None and before.version > company.version):
                return
            self._seen = self._loop.create_future()
            async for message in news(before, company):
                self._send(message)
            await self._seen
            self._company = company

    def _send(self, message: Document) -> None:
        if self.over or self._transport is None:
            return
        self._transport.write(line_of(message))
        if self._transport.get_write_buffer_size() > WAITING_BYTES_MAX:
            self._fail("it does not listen any more")

    # Lateness.

    def _late(self, call: OneCall) -> None:
        """The call is given back at once; where it hung the child tells afterwards, if need be by its last words."""
        busy = self.thinking >= CROWD and time.monotonic() - self._counted < ALIVE_SECONDS
        call.fail(Failed(TOO_LONG, whole=True))
        if not busy:
            self._slow.add(call.number)
        self._let_go(call.number)

    def _let_go(self, call: int) -> None:
        if self.over or call in self._dropped:
            return
        self._dropped.add(call)
        self._send(Drop(call=call))
        self._loop.call_later(DROP_SECONDS, self._held_on, call)

    def _held_on(self, call: int) -> None:
        if call in self._dropped and not self.over:
            self._born.say_where()
            self._loop.call_later(LAST_WORDS_SECONDS, self._fail, TOO_LONG)


def caller_form(caller: Caller) -> CallerForm:
    return CallerForm(
        number=caller.number,
        name=caller.name,
        employee=caller.employee and caller.employee.id,
        line=caller.line and caller.line.id,
        phone=caller.phone and caller.phone.id,
        transferred_by=caller.transferred_by and caller.transferred_by.id,
        transferred_from=caller.transferred_from and caller.transferred_from.id,
    )
