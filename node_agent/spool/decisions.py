"""The call logic's decisions on their way to the spool: `append` costs a queue, a thread does the writing."""

import logging
import queue
import sqlite3
import threading
import time
from pathlib import Path

from node_agent.spool.spool import Spool
from wire.facts import Fact

log = logging.getLogger(__name__)
TOGETHER = 0.02
"""Seconds to wait for more after the first, so that one transaction carries a burst."""
MOST = 10_000
"""Decisions in memory while the disk takes none; above it the newest are dropped and counted."""
RETRY_SECONDS = 1.0


class DecisionLog:
    """Used by the calls process: `append` never blocks and never raises; `close` writes what is left."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: queue.Queue[Fact | None] = queue.Queue(MOST)
        self.dropped = 0
        self._thread = threading.Thread(target=self._run, name="decisions", daemon=True)
        self._thread.start()

    def append(self, fact: Fact) -> None:
        """Keep a decision soon."""
        try:
            self._waiting.put_nowait(fact)
        except queue.Full:
            self.dropped += 1

    def close(self) -> None:
        """Write what waits, then end."""
        self._waiting.put(None)
        self._thread.join(5)

    def _run(self) -> None:
        spool = self._opened()
        batch: list[Fact] = []
        ending = False
        while not ending:
            batch, ending = self._collect(batch)
            try:
                spool = spool or Spool.open(self._path)
                spool.decide(batch)
                batch = []
            except sqlite3.Error as problem:
                log.error("ALERT decisions cannot be kept: %s; %s wait in memory", problem, len(batch))
                self.dropped += len(batch) if ending else 0
        if spool:
            spool.close()

    def _opened(self) -> Spool | None:
        """Before the first call, so that it need not wait for the file. None: the disk takes nothing yet."""
        try:
            return Spool.open(self._path)
        except sqlite3.Error as problem:
            log.warning("the spool cannot be opened yet: %s", problem)
            return None

    def _collect(self, batch: list[Fact]) -> tuple[list[Fact], bool]:
        """`batch` and what came since, and whether this is the end."""
        until = time.monotonic() + RETRY_SECONDS if batch else None
        if len(batch) >= MOST:
            time.sleep(RETRY_SECONDS)
        while len(batch) < MOST:
            # Counted from the first: a steady stream must not put off the writing.
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                break
            try:
                fact = self._waiting.get(timeout=left)
            except queue.Empty:
                break
            if fact is None:
                return batch, True
            batch.append(fact)
            until = until or time.monotonic() + TOGETHER
        return batch, False
