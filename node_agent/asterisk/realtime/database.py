"""Reads and writes of realtime.sqlite: one writer, one transaction per change, read back by a second connection."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from node_agent.asterisk.realtime.rows import Hint, Row, Rows, Way
from node_agent.asterisk.realtime.schema import COLUMNS, statements
from node_agent.asterisk.realtime.steps import DeleteRow, DropHint, DropWay, PutHint, PutRow, PutWay, Step

_FILE = "company_entries.conf"
HINT, FIRST = "hint", "1"
"""Priorities: what a lamp shows, and where a call begins."""
DIGITS_MAX = 18
"""What fits into SQLite's integers."""
_GOTO, _START = "Goto(", ",s,1)"


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
                case _:
                    self._confirm_entry(step)

    def _confirm_entry(self, step: PutHint | DropHint | PutWay | DropWay) -> None:
        context, number, priority, value = _entry(step)
        kept = isinstance(step, PutHint | PutWay)
        if self._values_at(context, *_range(number, priority)) != ([value] if kept else []):
            state = "was not kept" if kept else "is still there"
            raise RealtimeUnreadable(f"the entry {number},{priority} in {context} {state}")

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
        for category, value in self._entries(HINT, context):
            yield _hint(category, value)

    def ways(self, context: str | None = None) -> Iterator[Way]:
        """The entries that Asterisk should have, of one context or of all."""
        for category, value in self._entries(FIRST, context):
            number, _, leads_to = value.split(",", 2)
            yield Way(category, number, leads_to.removeprefix(_GOTO).removesuffix(_START))

    def _entries(self, priority: str, context: str | None) -> list[tuple[str, str]]:
        query = "SELECT category, var_val FROM ast_config WHERE filename = ? AND var_val LIKE ?"
        arguments: tuple[str, ...] = (_FILE, f"%,{priority},%")
        if context is not None:
            query, arguments = f"{query} AND category = ?", (*arguments, context)
        return self._read.execute(query, arguments).fetchall()

    def _values_at(self, context: str, first: str, behind: str) -> list[str]:
        query = "SELECT var_val FROM ast_config WHERE category = ? AND var_val >= ? AND var_val < ?"
        return [value for (value,) in self._read.execute(query, (context, first, behind))]

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
        case _:
            context, number, priority, value = _entry(step)
            # One number has one hint and one entry: whatever stands there goes.
            first, behind = _range(number, priority)
            query = "DELETE FROM ast_config WHERE category = ? AND var_val >= ? AND var_val < ?"
            cursor.execute(query, (context, first, behind))
            if isinstance(step, PutHint | PutWay):
                query = (
                    "INSERT INTO ast_config (filename, var_metric, category, var_name, var_val)"
                    " VALUES (?, ?, ?, 'exten', ?)"
                )
                cursor.execute(query, (_FILE, _place(number), context, value))


def _entry(step: PutHint | DropHint | PutWay | DropWay) -> tuple[str, str, str, str]:
    """Context, number, priority, and the line of dialplan as static realtime holds it."""
    match step:
        case PutHint(hint) | DropHint(hint):
            return hint.context, hint.number, HINT, f"{hint.number},{HINT},{hint.devices}"
        case PutWay(way) | DropWay(way):
            return way.context, way.number, FIRST, f"{way.number},{FIRST},{_GOTO}{way.leads_to}{_START}"


def _place(number: str) -> int:
    """High numbers are read first: Asterisk seeks the place of each entry from the lowest on, so the other way round
    ten thousand take it 50 million comparisons (2 s, tried on 22.10)."""
    digits = number.lstrip("+")
    return -int(digits) if digits.isdecimal() and len(digits) < DIGITS_MAX else 0


def _range(number: str, priority: str) -> tuple[str, str]:
    """`-` follows `,` in ASCII, so the range holds exactly the values that start with `<number>,<priority>,`."""
    return f"{number},{priority},", f"{number},{priority}-"


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _hint(category: str, value: str) -> Hint:
    number, _, devices = value.split(",", 2)
    return Hint(category, number, devices)
