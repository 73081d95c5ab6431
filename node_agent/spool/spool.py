"""spool.sqlite: facts that wait for upload, and how far the event log was read, changed together or not at all.

Not synchronised per transaction: after a power cut the last ones may be gone as a whole, and then the event log is read
again and gives the same facts.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from node_agent.asterisk.cel.event import Event
from wire.facts import Fact

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS facts (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL,"
    " body TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS decisions (seq INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS read (inode INTEGER NOT NULL, offset INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS open_legs (unique_id TEXT PRIMARY KEY, line TEXT NOT NULL) WITHOUT ROWID",
)


@dataclass(frozen=True)
class Place:
    """How far the event log was read: which file (by inode) and how many bytes of it."""

    inode: int
    offset: int


@dataclass(frozen=True)
class Waiting:
    """Facts in the order they were written, with what is needed to delete exactly these."""

    facts: tuple[Fact, ...]
    last_fact: int
    last_decision: int


class Spool:
    """One process reads the log and uploads (facts); another only adds decisions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open, and create when missing. Raises sqlite3.Error."""
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        for statement in _SCHEMA:
            connection.execute(statement)
        return cls(connection)

    def close(self) -> None:
        self._db.close()

    def place(self) -> Place | None:
        row = self._db.execute("SELECT inode, offset FROM read").fetchone()
        return Place(*row) if row else None

    def open_legs(self) -> dict[str, bytes]:
        """The CHAN_START lines of legs that have not ended, by unique id."""
        return {key: line.encode() for key, line in self._db.execute("SELECT unique_id, line FROM open_legs")}

    def keep(
        self, facts: Iterable[Fact], place: Place, opened: dict[str, bytes] | None = None, ended: Sequence[str] = ()
    ) -> None:
        """Facts and the place behind them, in one transaction. Raises sqlite3.Error."""
        with self._writing():
            self._db.executemany(
                "INSERT OR IGNORE INTO facts (id, body) VALUES (?, ?)", [(f.id, f.model_dump_json()) for f in facts]
            )
            self._db.execute("DELETE FROM read")
            self._db.execute("INSERT INTO read VALUES (?, ?)", (place.inode, place.offset))
            started = [(key, line.decode("utf-8", "replace")) for key, line in (opened or {}).items()]
            self._db.executemany("INSERT OR REPLACE INTO open_legs VALUES (?, ?)", started)
            self._db.executemany("DELETE FROM open_legs WHERE unique_id = ?", [(key,) for key in ended])

    def decide(self, facts: Iterable[Fact]) -> None:
        """Keep decisions of the call logic. Raises sqlite3.Error."""
        with self._writing():
            self._db.executemany("INSERT INTO decisions (body) VALUES (?)", [(f.model_dump_json(),) for f in facts])

    def waiting(self, limit: int) -> Waiting:
        """The oldest facts and decisions, `limit` together."""
        facts = self._db.execute("SELECT seq, body FROM facts ORDER BY seq LIMIT ?", (limit,)).fetchall()
        room = limit - len(facts)
        decisions = self._db.execute("SELECT seq, body FROM decisions ORDER BY seq LIMIT ?", (room,)).fetchall()
        return Waiting(
            facts=tuple(Fact.model_validate_json(body) for _, body in [*decisions, *facts]),
            last_fact=facts[-1][0] if facts else 0,
            last_decision=decisions[-1][0] if decisions else 0,
        )

    def forget(self, stored: Waiting) -> None:
        """Delete what the control plane has stored. Raises sqlite3.Error."""
        with self._writing():
            self._db.execute("DELETE FROM facts WHERE seq <= ?", (stored.last_fact,))
            self._db.execute("DELETE FROM decisions WHERE seq <= ?", (stored.last_decision,))

    def count(self) -> int:
        """How many facts wait."""
        query = "SELECT (SELECT count(*) FROM facts) + (SELECT count(*) FROM decisions)"
        return int(self._db.execute(query).fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def is_start(event: Event) -> bool:
    """A leg that has to end some day."""
    return event.type == "CHAN_START"
