"""A hung server is worse than a dead one: Asterisk waits for it for ever, and callers hear silence.

A dead one closes its sockets, and the dialplan's fallback takes every waiting call at once. So a small child process
listens for a beat of the event loop, and ends its parent when the beat stays away: also when the parent is stopped by a
signal, or holds the interpreter in native code, where no thread of its own could do anything.
"""

import asyncio
import faulthandler
import os
import select
import signal
import time
from typing import Final

HUNG_AFTER: Final = 3.0
TICK: Final = 0.25
SAY_WHERE_SECONDS: Final = 0.2


class Watchdog:
    """Create it before threads and locks exist, since it forks; `start` it from the event loop."""

    def __init__(self, *, hung_after: float = HUNG_AFTER) -> None:
        faulthandler.enable()
        reading, self._writing = os.pipe()
        self._stopped = False
        parent = os.getpid()
        if os.fork() == 0:
            os.close(self._writing)
            _watch(reading, parent, hung_after)
        os.close(reading)
        os.set_blocking(self._writing, False)

    def start(self) -> None:
        """Beat from now on."""
        self._tick(asyncio.get_running_loop())

    def stop(self) -> None:
        """The child leaves."""
        if not self._stopped:
            self._stopped = True
            os.close(self._writing)

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._stopped:
            return
        try:
            os.write(self._writing, b".")
        except BlockingIOError:
            pass  # the child is slow, and will find beats enough
        except BrokenPipeError:
            return  # somebody ended the child; the server goes on without it
        loop.call_later(TICK, self._tick, loop)


def _watch(reading: int, parent: int, hung_after: float) -> None:
    """The child's whole life; never returns."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    beat: float | None = None
    looked = time.monotonic()
    while True:
        ready, _, _ = select.select([reading], [], [], TICK)
        now = time.monotonic()
        if ready:
            if not os.read(reading, 4096):
                os._exit(0)
            beat = now
        elif now - looked > TICK * 4:
            # A machine that slept, or gave us no time at all, proves nothing about the loop.
            beat = now if beat is not None else None
        elif beat is not None and now - beat > hung_after:
            _end(parent)
            os._exit(0)
        looked = now


def _end(parent: int) -> None:
    """Let it say where every thread hangs (faulthandler answers SIGABRT), then end it; its keeper starts a new one."""
    os.write(2, b"the event loop hangs; ending this process\n")
    for number in (signal.SIGABRT, signal.SIGKILL):
        if os.getppid() != parent:
            return
        os.kill(parent, number)
        time.sleep(SAY_WHERE_SECONDS)
