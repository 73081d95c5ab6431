"""A hung server is worse than a dead one: Asterisk waits for it for ever, and callers hear silence.

A dead one closes its sockets, and the dialplan's fallback takes every waiting call at once.
"""

import asyncio
import faulthandler
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

HUNG_AFTER: Final = 3.0
TICK: Final = 0.25
EXIT_CODE: Final = 70
"""EX_SOFTWARE of sysexits.h."""


def kill_this_process() -> None:
    """Say where every thread hangs, then end at once; the supervisor starts a new process."""
    sys.stderr.write("the event loop hangs; ending this process\n")
    faulthandler.dump_traceback(all_threads=True)
    os._exit(EXIT_CODE)


class Watchdog:
    """A thread that watches an event loop. Start it from the loop."""

    def __init__(self, *, hung_after: float = HUNG_AFTER, bite: Callable[[], None] = kill_this_process) -> None:
        self._hung_after, self._bite = hung_after, bite
        self._beat = time.monotonic()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        self._tick(asyncio.get_running_loop())
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        self._beat = time.monotonic()
        if not self._stopped.is_set():
            loop.call_later(TICK, self._tick, loop)

    def _watch(self) -> None:
        looked = time.monotonic()
        while not self._stopped.wait(TICK):
            now = time.monotonic()
            # A machine that slept, or gave this process no time at all, proves nothing about the loop.
            starved = now - looked > TICK * 4
            looked = now
            if starved:
                self._beat = now
            elif now - self._beat > self._hung_after:
                self._bite()
                return
