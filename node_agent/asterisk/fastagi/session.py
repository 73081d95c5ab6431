"""One connection of Asterisk: a header, then one command at a time, each with its answer.

There is one clock per session. It runs while somebody must hurry: Asterisk with its header, we with a decision (short
commands included). It stands still while a phone rings or people talk, which no deadline may cut.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Final, Protocol, cast

from node_agent.asterisk.fastagi.commands import Command
from node_agent.asterisk.fastagi.replies import BadReply, HungUp, Reply, ReplyReader
from node_agent.asterisk.fastagi.request import HEADER_MAX, BadRequest, Request, parse_request

HEADER_SECONDS: Final = 2.0
DECISION_SECONDS: Final = 2.0
_END_OF_HEADER: Final = b"\n\n"

log = logging.getLogger(__name__)


class SessionOver(Exception):
    """The connection is gone: the caller, Asterisk, or a deadline ended it."""

    code = "session-over"


class Refusal(StrEnum):
    """Why a connection was closed by us."""

    TOO_MANY = "too-many-sessions"
    TOO_LARGE = "header-too-large"
    LATE = "header-late"
    MALFORMED = "header-malformed"
    HALF = "header-half"
    WRONG_TOKEN = "wrong-token"  # noqa: S105
    BAD_REPLY = "bad-reply"
    DECISION_LATE = "decision-late"
    CRASHED = "decision-crashed"


class Door(Protocol):
    """What a session needs of its server."""

    def opened(self, session: "Session") -> bool: ...
    def closed(self, session: "Session") -> None: ...
    def admits(self, token: str) -> bool: ...
    def refused(self, refusal: Refusal) -> None: ...


Handler = Callable[["Session", Request], Awaitable[None]]
"""Decides about one call; the connection closes when it returns."""


class Session(asyncio.Protocol):
    """Speaks with one channel of Asterisk. `hung_up`: its caller is gone, though Asterisk still answers."""

    __slots__ = (
        "_clock",
        "_decision",
        "_door",
        "_handler",
        "_header",
        "_loop",
        "_reader",
        "_task",
        "_transport",
        "_waiter",
        "hung_up",
    )

    def __init__(self, loop: asyncio.AbstractEventLoop, door: Door, handler: Handler) -> None:
        self._loop, self._door, self._handler = loop, door, handler
        self._transport: asyncio.Transport | None = None
        self._header: bytes | None = b""
        """What came of the header; None when it is complete."""
        self._reader = ReplyReader()
        self._waiter: asyncio.Future[Reply] | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._decision = DECISION_SECONDS
        """How long a decision may take."""
        self._task: asyncio.Task[None] | None = None
        self.hung_up = False

    async def run(self, command: Command) -> Reply:
        """Send one command and wait for its answer. Raises SessionOver; the caller must not send two at once."""
        if self._transport is None or self._transport.is_closing():
            raise SessionOver
        assert self._waiter is None, "one command at a time"
        waits_long = command.seconds is None or command.seconds > 0
        if waits_long:
            self._stop_clock()
            if command.seconds is not None:
                self._start_clock(command.seconds, self._decision_late)
        self._waiter = self._loop.create_future()
        self._transport.write(command.line)
        try:
            return await self._waiter
        finally:
            self._waiter = None
            if waits_long and self._transport is not None:
                self._stop_clock()
                self._start_clock(self._decision, self._decision_late)

    @contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        """We wait for somebody else than Asterisk, at most `seconds`; the decision's clock begins anew afterwards."""
        self._stop_clock()
        self._start_clock(seconds + self._decision, self._decision_late)
        try:
            yield
        finally:
            self._stop_clock()
            if self._transport is not None:
                self._start_clock(self._decision, self._decision_late)

    @contextmanager
    def unhurried(self, seconds: float) -> Iterator[None]:
        """Decisions may take `seconds`: a person stands in this call's logic. Afterwards all is as it was."""
        before, self._decision = self._decision, seconds
        try:
            with self.patience(0):
                yield
        finally:
            self._decision = before
            if self._clock is not None:
                self._stop_clock()
                self._start_clock(before, self._decision_late)

    def close(self) -> None:
        """Close the connection; Asterisk goes on with the dialplan."""
        self._stop_clock()
        if self._transport is not None:
            self._transport.close()

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # TCP gives one that can write, uvloop's has another base
        if not self._door.opened(self):
            self._refuse(Refusal.TOO_MANY)
            return
        self._start_clock(HEADER_SECONDS, self._header_late)

    def data_received(self, data: bytes) -> None:
        if self._header is not None:
            self._take_header(self._header + data if self._header else data)
        else:
            self._take_replies(data)

    def connection_lost(self, _exc: Exception | None) -> None:
        if self._header:
            self._door.refused(Refusal.HALF)
        self._stop_clock()
        self._transport = None
        self.hung_up = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(SessionOver())
        if self._task is None:
            self._door.closed(self)

    # The header.

    def _take_header(self, received: bytes) -> None:
        end = received.find(_END_OF_HEADER)
        if end > HEADER_MAX or (end < 0 and len(received) > HEADER_MAX):
            self._refuse(Refusal.TOO_LARGE)
            return
        if end < 0:
            self._header = received
            return
        self._header = None
        try:
            request = parse_request(received[:end])
        except BadRequest:
            self._refuse(Refusal.MALFORMED)
            return
        if not self._door.admits(request.token):
            self._refuse(Refusal.WRONG_TOKEN)
            return
        self._stop_clock()
        self._start_clock(self._decision, self._decision_late)
        self._task = self._loop.create_task(self._decide(request))
        # A caller who is gone already: HANGUP comes right behind the header. Anything else there is refused.
        if rest := received[end + len(_END_OF_HEADER) :]:
            self._take_replies(rest)

    def _take_replies(self, data: bytes) -> None:
        try:
            replies = self._reader.feed(data)
        except BadReply:
            self._refuse(Refusal.BAD_REPLY)
            return
        for reply in replies:
            if isinstance(reply, HungUp):
                self.hung_up = True
            elif self._waiter is not None and not self._waiter.done():
                self._waiter.set_result(reply)
            else:
                self._refuse(Refusal.BAD_REPLY)
                return

    async def _decide(self, request: Request) -> None:
        """The outermost loop of one call: whatever goes wrong here must not reach another call."""
        try:
            await self._handler(self, request)
        except SessionOver:
            pass
        except asyncio.CancelledError:
            log.warning("call %s: no decision in %s s; the fallback takes it", request.call, self._decision)
        except Exception:
            self._door.refused(Refusal.CRASHED)
            log.exception("call %s: the call logic failed; the fallback takes it", request.call)
        finally:
            self.close()
            self._door.closed(self)

    # The clock.

    def _start_clock(self, seconds: float, late: Callable[[], None]) -> None:
        self._clock = self._loop.call_later(seconds, late)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _header_late(self) -> None:
        self._refuse(Refusal.LATE)

    def _decision_late(self) -> None:
        self._refuse(Refusal.DECISION_LATE)
        if self._task is not None:
            self._task.cancel()

    def _refuse(self, refusal: Refusal) -> None:
        self._door.refused(refusal)
        self._header = None
        self._stop_clock()
        if self._transport is not None:
            self._transport.abort()
