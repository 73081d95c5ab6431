"""errands.sqlite: calls that are to be made later. Written before anybody is rung, so that nobody is rung twice."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pydantic import TypeAdapter

from tenants.calls.errand import Appointment, CallWhenFree, LineCallback, TellSlot, WakeUp

_KINDS: Final = MappingProxyType({cls.__name__: cls for cls in (WakeUp, CallWhenFree, LineCallback, TellSlot)})
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS errands (token TEXT PRIMARY KEY, company TEXT NOT NULL, kind TEXT NOT NULL,"
    " body TEXT NOT NULL, asked REAL NOT NULL, called INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"
)


@cache
def _adapter(kind: str) -> TypeAdapter[Appointment]:
    """Made when the first errand of its kind is kept or read."""
    return TypeAdapter(_KINDS[kind])


@dataclass(slots=True)
class Kept:
    """A call to be made. `token` names it towards Asterisk; `called`: it was begun, and is never begun again."""

    token: str
    company: str
    errand: Appointment
    asked: datetime
    called: bool = False


class ErrandFile:
    """Opened for each use: errands are rare, and any thread may write."""

    def __init__(self, path: Path) -> None:
        """Create what is missing. Raises sqlite3.Error."""
        self._path = path
        with closing(self._open()) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute(_SCHEMA)

    def put(self, kept: Kept) -> None:
        kind = type(kept.errand).__name__
        body = _adapter(kind).dump_json(kept.errand).decode()
        row = (kept.token, kept.company, kind, body, kept.asked.timestamp(), kept.called)
        with closing(self._open()) as database:
            database.execute("INSERT OR REPLACE INTO errands VALUES (?, ?, ?, ?, ?, ?)", row)

    def remove(self, token: str) -> None:
        with closing(self._open()) as database:
            database.execute("DELETE FROM errands WHERE token = ?", (token,))

    def all(self) -> list[Kept]:
        """Oldest first."""
        query = "SELECT token, company, kind, body, asked, called FROM errands ORDER BY asked"
        with closing(self._open()) as database:
            return [
                Kept(
                    token,
                    company,
                    _adapter(kind).validate_json(body),
                    datetime.fromtimestamp(asked, UTC),
                    bool(called),
                )
                for token, company, kind, body, asked, called in database.execute(query)
                if kind in _KINDS
            ]

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, isolation_level=None, timeout=5.0)
