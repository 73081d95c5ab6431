"""Whether this machine lately gave our own event loop less time than it needed: then lateness proves nothing."""

import asyncio
import time
from typing import Final

TICK: Final = 0.1
LATE: Final = 0.1
LATELY: Final = 3.0


class Lag:
    """Create it in the event loop; it looks ten times a second."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._last = -LATELY
        self._next = self._loop.call_later(TICK, self._tick, time.monotonic() + TICK)

    @property
    def lately(self) -> bool:
        return time.monotonic() - self._last < LATELY

    def stop(self) -> None:
        self._next.cancel()

    def _tick(self, due: float) -> None:
        now = time.monotonic()
        if now - due > LATE:
            self._last = now
        self._next = self._loop.call_later(TICK, self._tick, now + TICK)
