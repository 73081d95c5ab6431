"""Work that waits in the database: done when a NOTIFY wakes us, and each second in any case.

A NOTIFY may be lost with its connection, and what is due by the clock wakes nobody: the poll finds both. A database
that is away is waited for. Several loops may share a process; when one ends by a fault of ours, all of them end, so
that whoever watches the process starts it anew instead of finding one of them silently gone.
"""

import contextlib
import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final

import psycopg
import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from control_plane.core.tenancy import system_engine
from control_plane.settings import Settings

SAFETY_POLL: Final = 1.0
log = structlog.get_logger("woken-loop")


@dataclass
class WokenLoop(ABC):
    """Owns its connections; `stop` is set by signals or tests. `CHANNEL` is what NOTIFY names."""

    CHANNEL: ClassVar[str]
    settings: Settings
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.engine: Engine = system_engine(self.settings, pool_size=2)

    @abstractmethod
    def work(self) -> None:
        """Everything that is due. Raises SQLAlchemyError while the database is away."""

    def run(self) -> None:
        """Until `stop`."""
        while not self.stop.is_set():
            try:
                with self._listening() as connection:
                    self._serve(connection)
            except (psycopg.Error, SQLAlchemyError) as problem:
                log.warning("database-away", loop=type(self).__name__, problem=str(problem).partition("\n")[0])
                self.stop.wait(1)

    def _serve(self, connection: psycopg.Connection[object]) -> None:
        while not self.stop.is_set():
            self.work()
            # The generator ends at the first notification, or after the safety poll's second.
            for _ in connection.notifies(timeout=SAFETY_POLL, stop_after=1):
                pass

    @contextlib.contextmanager
    def _listening(self) -> Iterator[psycopg.Connection[object]]:
        with psycopg.connect(self.settings.psycopg_url, autocommit=True) as connection:
            connection.execute(f"LISTEN {self.CHANNEL}")
            yield connection


def run_until_stopped(*loops: WokenLoop) -> None:
    """A process of these loops: until a signal, or until one of them fails. Raises what the first one raised."""
    failures: list[BaseException] = []

    def attend(loop: WokenLoop) -> None:
        try:
            loop.run()
        except BaseException as problem:
            failures.append(problem)
            raise
        finally:
            _stop(loops)

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: _stop(loops))
    threads = [threading.Thread(target=attend, args=(loop,), name=type(loop).__name__) for loop in loops]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def _stop(loops: tuple[WokenLoop, ...]) -> None:
    for loop in loops:
        loop.stop.set()
