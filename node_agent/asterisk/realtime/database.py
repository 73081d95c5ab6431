"""Reads and writes of realtime.sqlite: one writer, one transaction per change, read back by a second connection."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from node_agent.asterisk.realtime.rows import Hint, Row, Rows
from node_agent.asterisk.realtime.schema import COLUMNS, statements
from node_agent.asterisk.realtime.steps import DeleteRow, DropHint, PutHint, PutRow, Step

_FILE = "company_entries.conf"


class RealtimeUnreadable(RuntimeError):
    """What was written did not come back when read; the disk or the file is broken."""

    code = "realtime-read-back"


class RealtimeDatabase:
    """The file that Asterisk reads. Not synchronised to disk per change: it is rebuilt from the store at start."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._write = _connect(path)
        with self._write:
            for statement in statements():
                self._write.execute(statement)
            _add_columns(self._write)
        self._read = _connect(path)

    def close(self) -> None:
        self._read.close()
        self._write.close()

    def apply(self, company: str, steps: Sequence[Step]) -> None:
        """All steps or none. Raises sqlite3.Error."""
        with self._transaction() as cursor:
            for step in steps:
                _run(cursor, company, step)

    def confirm(self, steps: Sequence[Step]) -> None:
        """Read the rows of `steps` again, as Asterisk would. Raises RealtimeUnreadable."""
        for step in steps:
            match step:
                case PutRow(table, row_id, row):
                    if self.row(table, row_id) != dict(row):
                        raise RealtimeUnreadable(f"{table} {row_id} does not read as it was written")
                case DeleteRow(table, row_id):
                    if self.row(table, row_id) is not None:
                        raise RealtimeUnreadable(f"{table} {row_id} is still there after its removal")
                case PutHint(hint):
                    if self._hints_at(hint) != [hint]:
                        raise RealtimeUnreadable(f"the hint of {hint.number} in {hint.context} was not kept")
                case DropHint(hint):
                    if self._hints_at(hint):
                        raise RealtimeUnreadable(f"the hint of {hint.number} in {hint.context} is still there")

    def row(self, table: str, row_id: str) -> Row | None:
        """The row without its empty columns."""
        columns = COLUMNS[table]
        found = self._read.execute(f"SELECT {_quoted(columns)} FROM {table} WHERE id = ?", (row_id,)).fetchone()  # noqa: S608
        return None if found is None else {c: v for c, v in zip(columns, found, strict=True) if v is not None}

    def rows(self, company: str) -> Rows:
        """All rows that belong to `company`."""
        found: Rows = {}
        for table, columns in COLUMNS.items():
            query = (
                f"SELECT t.id, {', '.join(f't.{_quoted((c,))}' for c in columns)} FROM owners o"  # noqa: S608
                f" JOIN {table} t ON t.id = o.id WHERE o.company = ? AND o.place = ?"
            )
            for row_id, *values in self._read.execute(query, (company, table)):
                found[table, row_id] = {c: v for c, v in zip(columns, values, strict=True) if v is not None}
        return found

    def ids(self, table: str) -> frozenset[str]:
        """The ids in one of the tables of `COLUMNS`."""
        if table not in COLUMNS:
            raise KeyError(table)
        return frozenset(i for (i,) in self._read.execute(f"SELECT id FROM {table}"))  # noqa: S608

    def companies(self) -> frozenset[str]:
        return frozenset(c for (c,) in self._read.execute("SELECT DISTINCT company FROM owners"))

    def hints(self, context: str | None = None) -> Iterator[Hint]:
        """The hints that Asterisk should have, of one context or of all."""
        query = "SELECT category, var_val FROM ast_config WHERE filename = ?"
        arguments: tuple[str, ...] = (_FILE,)
        if context is not None:
            query, arguments = f"{query} AND category = ?", (_FILE, context)
        for category, value in self._read.execute(query, arguments).fetchall():
            yield _hint(category, value)

    def _hints_at(self, hint: Hint) -> list[Hint]:
        query = "SELECT category, var_val FROM ast_config WHERE category = ? AND var_val >= ? AND var_val < ?"
        found = self._read.execute(query, (hint.context, *_range(hint)))
        return [_hint(category, value) for category, value in found]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Cursor]:
        with closing(self._write.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
            except BaseException:
                self._write.rollback()
                raise
            self._write.commit()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection


def _add_columns(connection: sqlite3.Connection) -> None:
    """An earlier release made the tables with fewer columns; the rows are compared and completed at start anyway."""
    for table, columns in COLUMNS.items():
        have = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for column in columns:
            if column not in have:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {_quoted((column,))} TEXT")


def _run(cursor: sqlite3.Cursor, company: str, step: Step) -> None:
    match step:
        case PutRow(table, row_id, row):
            columns = COLUMNS[table]
            marks = ", ".join("?" * (len(columns) + 1))
            cursor.execute(
                f"INSERT OR REPLACE INTO {table} (id, {_quoted(columns)}) VALUES ({marks})",  # noqa: S608
                (row_id, *(row.get(c) for c in columns)),
            )
            cursor.execute("INSERT OR IGNORE INTO owners VALUES (?, ?, ?)", (company, table, row_id))
        case DeleteRow(table, row_id):
            cursor.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))  # noqa: S608
            cursor.execute("DELETE FROM owners WHERE company = ? AND place = ? AND id = ?", (company, table, row_id))
        case PutHint(hint):
            cursor.execute(*_without(hint))
            cursor.execute(
                "INSERT INTO ast_config (filename, category, var_name, var_val) VALUES (?, ?, 'exten', ?)",
                (_FILE, hint.context, _value(hint)),
            )
        case DropHint(hint):
            cursor.execute(*_without(hint))


def _without(hint: Hint) -> tuple[str, tuple[str, str, str]]:
    """One number has one hint: whatever stands there goes."""
    return "DELETE FROM ast_config WHERE category = ? AND var_val >= ? AND var_val < ?", (hint.context, *_range(hint))


def _range(hint: Hint) -> tuple[str, str]:
    """`-` follows `,` in ASCII, so the range holds exactly the values that start with `<number>,hint,`."""
    return f"{hint.number},hint,", f"{hint.number},hint-"


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _value(hint: Hint) -> str:
    return f"{hint.number},hint,{hint.devices}"


def _hint(category: str, value: str) -> Hint:
    number, _, devices = value.split(",", 2)
    return Hint(category, number, devices)
