"""One ear per process: it hears from PostgreSQL in which company something has happened, and wakes its streams.

Streams are threads that sleep. So that they never take the threads that answer requests, their number is bounded per
process and per company, and all of them end when the process is to end.
"""

import contextlib
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import psycopg
import structlog

from control_plane.core.problems import Problem
from control_plane.features.events.service import STREAMS

log = structlog.get_logger(__name__)
PER_PROCESS: Final = 16
PER_COMPANY: Final = 5


class StreamsFull(Problem):
    status, code, title = 503, "streams-full", "Too many streams are open"


@dataclass
class Hub:
    """`url` is PostgreSQL's. The ear begins to listen with the first stream."""

    url: str
    per_process: int = PER_PROCESS
    per_company: int = PER_COMPANY
    ending: threading.Event = field(default_factory=threading.Event)
    _streams: dict[str, list[threading.Event]] = field(default_factory=lambda: defaultdict(list))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ear: threading.Thread | None = None

    def reserve(self, company: str) -> threading.Event:
        """A place for a stream, and what wakes it. Give it back with `leave`. Raises StreamsFull."""
        with self._lock:
            if len(self._streams[company]) >= self.per_company:
                raise StreamsFull(f"The company has {self.per_company} open streams here; end one of them first.")
            if sum(map(len, self._streams.values())) >= self.per_process or self.ending.is_set():
                raise StreamsFull("As many streams are open as this server can serve; try again in a minute.")
            wake = threading.Event()
            self._streams[company].append(wake)
            if self._ear is None or not self._ear.is_alive():
                self._ear = threading.Thread(target=self._listen, name="stream-ear", daemon=True)
                self._ear.start()
            return wake

    def leave(self, company: str, wake: threading.Event) -> None:
        with self._lock, contextlib.suppress(ValueError):
            self._streams[company].remove(wake)

    @property
    def open(self) -> int:
        with self._lock:
            return sum(map(len, self._streams.values()))

    def end(self) -> None:
        """All streams end now; nobody gets a new one."""
        self.ending.set()
        self._wake(None)

    def _wake(self, company: str | None) -> None:
        """The streams of one company, or all of them."""
        with self._lock:
            chosen = self._streams.values() if company is None else [self._streams.get(company, [])]
            for each in [wake for wakes in chosen for wake in wakes]:
                each.set()

    def _listen(self) -> None:
        while not self.ending.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True) as connection:
                    connection.execute(f"LISTEN {STREAMS}")
                    self._wake(None)
                    for company in self._heard(connection):
                        self._wake(company)
            except psycopg.Error as problem:
                # Streams look by themselves now and then; they are later, and miss nothing.
                log.warning("stream-ear-away", problem=str(problem).partition("\n")[0])
                self.ending.wait(1)

    def _heard(self, connection: psycopg.Connection[object]) -> Iterator[str]:
        while not self.ending.is_set():
            for notice in connection.notifies(timeout=1):
                yield notice.payload
