"""store.sqlite: every company this node serves, object by object, each change in one synchronised transaction."""

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tenants.model import Company, TelephonyObject
from tenants.model.company import Key
from tenants.model.objects import kind_of
from tenants.model.trusted import stored_objects

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS companies (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state_hash TEXT NOT NULL,"
    " issued INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS objects (company TEXT, kind TEXT, id TEXT, data TEXT NOT NULL,"
    " PRIMARY KEY (company, kind, id)) WITHOUT ROWID",
)


@dataclass(frozen=True)
class Head:
    """How far a company has come on this node. `removed`: it is served elsewhere; kept so that old news stays old."""

    version: int
    state_hash: str
    issued: int
    """Unix second in which the message was signed."""
    removed: bool = False


class Store:
    """One writer (the jobs process); any number of readers in other processes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open, and create when missing. A commit is on the disk when it returns. Raises sqlite3.Error."""
        path.parent.mkdir(parents=True, exist_ok=True)
        writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10.0)
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("PRAGMA synchronous=FULL")
        for statement in _SCHEMA:
            writer.execute(statement)
        if not read_only:
            return cls(writer)
        writer.close()
        return cls(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False))

    def close(self) -> None:
        self._db.close()

    def heads(self) -> dict[str, Head]:
        """By company, also of companies that were removed."""
        rows = self._db.execute("SELECT id, version, state_hash, issued, removed FROM companies").fetchall()
        return {company: Head(v, h, i, bool(r)) for company, v, h, i, r in rows}

    def companies(self) -> Iterator[Company]:
        """Every company that is served here."""
        for company_id, head in self.heads().items():
            if not head.removed and (company := self.company(company_id)):
                yield company

    def company(self, company_id: str) -> Company | None:
        """One company at its stored version; None when it is not served here. One consistent read."""
        with self._reading():
            row = self._db.execute(
                "SELECT version, state_hash FROM companies WHERE id = ? AND removed = 0", (company_id,)
            ).fetchone()
            if row is None:
                return None
            query = "SELECT kind, data FROM objects WHERE company = ?"
            with _many_objects():
                items = stored_objects(self._db.execute(query, (company_id,)))
                return Company.build(company_id, row[0], items, state=int(row[1], 16))

    def replace(self, company: Company, issued: int) -> None:
        """Keep exactly this version of the company, and nothing older. Raises sqlite3.Error."""
        with self._writing():
            self._db.execute("DELETE FROM objects WHERE company = ?", (company.id,))
            self._put(company.id, company.objects.values())
            self._head(company.id, Head(company.version, company.state_hash, issued))

    def change(self, company: Company, puts: Iterable[TelephonyObject], removes: Iterable[Key], issued: int) -> None:
        """Keep a change; `company` is the result of it. Raises sqlite3.Error."""
        with self._writing():
            self._db.executemany(
                "DELETE FROM objects WHERE company = ? AND kind = ? AND id = ?",
                [(company.id, kind, identifier) for kind, identifier in removes],
            )
            self._put(company.id, puts)
            self._head(company.id, Head(company.version, company.state_hash, issued))

    def remove(self, company_id: str, version: int, issued: int) -> None:
        """Forget a company, but not that it was here. Raises sqlite3.Error."""
        with self._writing():
            self._db.execute("DELETE FROM objects WHERE company = ?", (company_id,))
            self._head(company_id, Head(version, "0" * 64, issued, removed=True))

    def _put(self, company_id: str, items: Iterable[TelephonyObject]) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?)",
            [(company_id, kind_of(item), item.id, item.model_dump_json(exclude_defaults=True)) for item in items],
        )

    def _head(self, company_id: str, head: Head) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO companies VALUES (?, ?, ?, ?, ?)",
            (company_id, head.version, head.state_hash, head.issued, head.removed),
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _reading(self) -> Iterator[None]:
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")


@contextmanager
def _many_objects() -> Iterator[None]:
    """Tens of thousands of objects are made that all stay: looking through them for rubbish would double the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
