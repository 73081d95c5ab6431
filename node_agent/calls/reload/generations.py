"""Keeps the call logic of a development stack running, and replaces it when its code is saved (ADR 0038).

It imports no call logic itself. The port is bound here, once: a call that comes while one generation makes way for the
next waits in it for some milliseconds, and is neither refused nor left to the fallback.
"""

import importlib.util
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from node_agent.calls.reload.handover import LISTENING, LOADED, RETIRE, TELLING
from node_agent.calls.reload.saved import SavedFiles, forget_compiled
from node_agent.logs import set_up_logs
from node_agent.settings import Settings

LOOK_EVERY: Final = 0.15
"""Seconds between two looks at the files."""

log = logging.getLogger(__name__)


class Generation:
    """One process of the call logic."""

    def __init__(self, argv: Sequence[str], listening: socket.socket) -> None:
        self._heard, telling = os.pipe()
        os.set_blocking(self._heard, False)
        given = {LISTENING: str(listening.fileno()), TELLING: str(telling)}
        try:
            self.process = subprocess.Popen(
                argv,
                env=os.environ | given,
                pass_fds=(listening.fileno(), telling),
            )
        finally:
            os.close(telling)

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def is_loaded(self) -> bool:
        """Whether it has said so; asked until it has, or until it has ended."""
        try:
            return os.read(self._heard, 1) == LOADED
        except BlockingIOError:
            return False

    def close(self) -> None:
        os.close(self._heard)


class Generations:
    """The generation that serves, the one that is coming, and those that still have calls."""

    def __init__(self, argv: Sequence[str], files: SavedFiles, listening: socket.socket) -> None:
        self._argv, self._files, self._listening = argv, files, listening
        self._serving: Generation | None = None
        self._coming: Generation | None = Generation(argv, listening)
        self._retired: list[Generation] = []
        self._changed: set[str] = set()
        self.asked_to_stop = False

    def step(self) -> int | None:
        """One look around. Returns an exit code when nobody serves any more: the fallback does, until we are back."""
        self._changed |= self._files.changed()
        if self._coming is not None:
            self._look_at(self._coming)
        # The very first one serves from the moment when it says so, so it is not ended for being late.
        if self._changed and (self._serving is not None or self._coming is None):
            self._begin()
        self._retired = [each for each in self._retired if not each.ended]
        if self._serving is not None and self._serving.ended:
            return self._serving.process.returncode or 1
        return None

    def stop(self) -> None:
        """All end, after what they have begun; talks go on without them."""
        everybody = [*self._retired, *(each for each in (self._coming, self._serving) if each is not None)]
        for each in everybody:
            each.process.terminate()
        for each in everybody:
            each.process.wait()

    def _begin(self) -> None:
        if self._coming is not None:
            # What it has loaded may be half of the old and half of the new.
            self._coming.process.kill()
            self._coming.process.wait()
            self._coming.close()
        for path in self._changed:
            forget_compiled(path)
        self._changed = set()
        self._coming = Generation(self._argv, self._listening)

    def _look_at(self, coming: Generation) -> None:
        if coming.is_loaded():
            coming.close()
            if self._serving is not None:
                self._serving.process.send_signal(RETIRE)
                self._retired.append(self._serving)
                log.info("saved call logic takes over; %s earlier ones have calls", len(self._retired))
            self._serving, self._coming = coming, None
        elif coming.ended:
            coming.close()
            self._coming = None
            # Its traceback stands above: it writes to the same log.
            keeps = "calls go on with the code before" if self._serving else "the fallback serves"
            log.error("the saved call logic cannot be loaded; %s until it is saved again", keeps)


def main(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    set_up_logs()
    spec = importlib.util.find_spec("tenants")
    assert spec is not None
    assert spec.origin is not None
    files = SavedFiles(Path(spec.origin).parent)
    with _bound(settings.fastagi_port) as listening:
        generations = Generations([sys.executable, "-m", "node_agent", "calls"], files, listening)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: setattr(generations, "asked_to_stop", True))
        code = None
        while code is None and not generations.asked_to_stop:
            time.sleep(LOOK_EVERY)
            code = generations.step()
    generations.stop()
    sys.exit(code or 0)


def _bound(port: int) -> socket.socket:
    """It does not listen yet, so calls are the fallback's until the first generation is ready. Raises OSError."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
        made.setsockopt(socket.SOL_SOCKET, option, 1)
    made.bind(("127.0.0.1", port))
    return made
