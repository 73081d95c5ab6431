"""The thread behind the memory: writes what calls note, and hears which switches were taken up."""

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from node_agent.memory.file import MemoryFile, Note, Told

log = logging.getLogger(__name__)
TOGETHER: Final = 0.02
"""Seconds to wait for more, so that one transaction carries a burst."""
LOOK_EVERY: Final = 0.5
"""Seconds between two looks for switches that were taken up, while there are any to be taken up."""
MOST: Final = 5000
"""Notes in one transaction."""


class Writer:
    """`note` never waits and never raises; what cannot be written now waits in memory."""

    def __init__(self, path: Path, heard: Callable[[list[Told]], None]) -> None:
        """`heard` is called in the thread with the newest switch of each object that was told."""
        self._path, self._heard = path, heard
        self._waiting: queue.SimpleQueue[Note | None] = queue.SimpleQueue()
        self.waits_for_answers = False
        """Whether switches are on their way to the control plane."""
        self._thread = threading.Thread(target=self._run, name="memory", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def note(self, note: Note) -> None:
        self._waiting.put(note)

    def close(self) -> None:
        """Write what waits, then end."""
        self._waiting.put(None)
        self._thread.join(5)

    def _run(self) -> None:
        file = self._opened()
        batch: list[Note] = []
        ending = False
        while not ending:
            more, ending = self._collect(failed=bool(batch))
            batch += more
            try:
                file = file or MemoryFile.open(self._path)
                if batch:
                    file.write(batch)
                    batch = []
                if self.waits_for_answers:
                    self._heard(file.told())
            except sqlite3.Error as problem:
                log.error("ALERT what is switched by phone cannot be kept: %s; %s notes wait", problem, len(batch))
        if file is not None:
            file.close()

    def _opened(self) -> MemoryFile | None:
        """Before the first call, so that it need not wait for the file. None: the disk takes nothing yet."""
        try:
            return MemoryFile.open(self._path)
        except sqlite3.Error as problem:
            log.warning("the memory's file cannot be opened yet: %s", problem)
            return None

    def _collect(self, *, failed: bool) -> tuple[list[Note], bool]:
        """What came, and whether this is the end."""
        found: list[Note] = []
        wait: float | None = LOOK_EVERY if failed or self.waits_for_answers else None
        until: float | None = None
        while len(found) < MOST and wait != 0:
            try:
                note = self._waiting.get(timeout=wait)
            except queue.Empty:
                break
            if note is None:
                return found, True
            found.append(note)
            # Counted from the first: a steady stream must not put off the writing.
            until = until or time.monotonic() + TOGETHER
            wait = max(0.0, until - time.monotonic())
        return found, False
