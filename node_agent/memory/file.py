"""memory.sqlite: what is remembered, and the switches that the control plane has not taken up yet.

The calls process writes both; the facts process reads the switches, and notes in which version they were taken up.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from wire.reports import Switch

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS memory (company TEXT, topic TEXT, object TEXT, value TEXT NOT NULL,"
    " PRIMARY KEY (company, topic, object)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS switches (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL,"
    " company TEXT NOT NULL, topic TEXT NOT NULL, object TEXT NOT NULL, body TEXT NOT NULL, version INTEGER)",
)
Key = tuple[str, str, str]
"""Company, topic, object."""


@dataclass(frozen=True)
class Put:
    """A value, as JSON; None forgets. `switch`: what the control plane is to be told of it."""

    key: Key
    value: str | None
    switch: Switch | None = None


@dataclass(frozen=True)
class GiveWay:
    """The company's own version knows of the switch `id`: the value and what was told of it until then may go."""

    key: Key
    id: str


@dataclass(frozen=True)
class Leave:
    """A company is served elsewhere; what it has still to tell stays."""

    company: str


Note = Put | GiveWay | Leave


@dataclass(frozen=True)
class Told:
    """A switch of which nothing newer is known: `version` is the first that knows of it; None: not taken up yet."""

    key: Key
    id: str
    version: int | None


class MemoryFile:
    """One connection; each process and thread opens its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open, and create when missing. A commit is on the disk when it returns. Raises sqlite3.Error."""
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        for statement in _SCHEMA:
            connection.execute(statement)
        return cls(connection)

    def close(self) -> None:
        self._db.close()

    # The calls process.

    def values(self) -> Iterator[tuple[Key, str]]:
        """Everything that is remembered, as JSON."""
        for company, topic, item, value in self._db.execute("SELECT company, topic, object, value FROM memory"):
            yield (company, topic, item), value

    def told(self) -> list[Told]:
        """The newest switch of each object and topic."""
        query = (
            "SELECT company, topic, object, id, version FROM switches GROUP BY company, topic, object HAVING max(seq)"
        )
        return [Told((c, t, o), i, v) for c, t, o, i, v in self._db.execute(query)]

    def write(self, notes: Iterable[Note]) -> None:
        """All or none, in this order. Raises sqlite3.Error."""
        with self._writing():
            for note in notes:
                self._write(note)

    # The facts process.

    def untold(self, limit: int) -> tuple[Switch, ...]:
        """What the control plane has not taken up, oldest first."""
        query = "SELECT body FROM switches WHERE version IS NULL ORDER BY seq LIMIT ?"
        return tuple(Switch.model_validate_json(body) for (body,) in self._db.execute(query, (limit,)))

    def taken(self, versions: Mapping[str, int]) -> None:
        """Note in which versions switches were taken up; then older ones of the same object have nothing to say.

        Raises sqlite3.Error.
        """
        with self._writing():
            self._db.executemany(
                "UPDATE switches SET version = ? WHERE id = ?", [(version, i) for i, version in versions.items()]
            )
            self._db.execute(
                "DELETE FROM switches WHERE EXISTS (SELECT 1 FROM switches newer"
                " WHERE newer.company = switches.company AND newer.topic = switches.topic"
                " AND newer.object = switches.object AND newer.seq > switches.seq"
                " AND (newer.version IS NOT NULL OR switches.version IS NOT NULL))"
            )

    def _write(self, note: Note) -> None:
        match note:
            case Put(key, value, switch):
                if value is None:
                    self._db.execute("DELETE FROM memory WHERE company = ? AND topic = ? AND object = ?", key)
                else:
                    self._db.execute("INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?)", (*key, value))
                if switch is not None:
                    self._db.execute(
                        "INSERT OR IGNORE INTO switches (id, company, topic, object, body) VALUES (?, ?, ?, ?, ?)",
                        (switch.id, *key, switch.model_dump_json()),
                    )
            case GiveWay(key, switch_id):
                self._db.execute("DELETE FROM memory WHERE company = ? AND topic = ? AND object = ?", key)
                self._db.execute("DELETE FROM switches WHERE id = ?", (switch_id,))
            case Leave(company):
                self._db.execute("DELETE FROM memory WHERE company = ?", (company,))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
