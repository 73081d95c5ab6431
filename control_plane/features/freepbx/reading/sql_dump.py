"""Reading what mysqldump and mariadb-dump write: text that is looked at and never executed.

Known: CREATE TABLE for the names of columns, INSERT and REPLACE for rows, comments (also versioned ones), quoting of
MySQL (`\\'`, `''`, `\\n`, …), hexadecimal and binary values, DELIMITER blocks. All else is stepped over. Every pattern
takes what it takes once and for all (possessive), so that no input makes it try for long.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from control_plane.features.freepbx.reading.charsets import charset_of
from control_plane.features.freepbx.reading.faults import Unreadable
from control_plane.features.freepbx.reading.foreign import refuse_foreign
from control_plane.features.freepbx.reading.limits import ROWS_MAX

Value = bytes | None
_TEXT: Final = rb"'(?:[^'\\]++|\\.|'')*+'"
_QUOTED: Final = rb'"(?:[^"\\]++|\\.|"")*+"'
_NAME: Final = rb"(?:`(?:[^`]|``)++`\s*+\.\s*+)?(?:`((?:[^`]|``)++)`|([A-Za-z0-9_$]++))"
_COMMENT: Final = rb"(?:--(?=[\s\x00-\x1f]|\Z)[^\n]*+|\#[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)"
_GAP = re.compile(rb"(?:\s++|;|" + _COMMENT + rb")*+", re.DOTALL)
_CREATE = re.compile(rb"CREATE\s++(?:TEMPORARY\s++)?TABLE\s++(?:IF\s++NOT\s++EXISTS\s++)?" + _NAME + rb"\s*+", re.I)
_INSERT = re.compile(
    rb"(?:INSERT|REPLACE)\s++(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE)\s++)*+(?:INTO\s++)?"
    + _NAME
    + rb"\s*+(?:\(([^()'\"]*+)\)\s*+)?VALUES?\s*+",
    re.I,
)
_STATEMENT = re.compile(
    rb"(?:[^'\"`;/\#-]++|" + _TEXT + rb"|" + _QUOTED + rb"|`[^`]*+`|" + _COMMENT + rb"|[-/])*+;", re.DOTALL
)
_DELIMITER = re.compile(rb"DELIMITER\s++(\S++)", re.I)
_COLUMN = re.compile(rb"[(,]\s*+`((?:[^`]|``)++)`\s++[A-Za-z]")
_ROW = re.compile(rb"\s*+\(", re.DOTALL)
_VALUE = re.compile(
    rb"\s*+(?:NULL|(?:_[A-Za-z0-9]++\s*+)?(" + _TEXT + rb"|" + _QUOTED + rb")"
    rb"|0x([0-9A-Fa-f]++)|[xX]'([0-9A-Fa-f]*+)'|[bB]'([01]*+)'|([-+]?[0-9][-+0-9.eE]*+|[A-Za-z_]++(?:\(\))?))"
    rb"\s*+([,)])",
    re.DOTALL,
)
_SKIPPED_ROW = re.compile(rb"\s*+\((?:[^'\"()]++|" + _TEXT + rb"|" + _QUOTED + rb"|\([^()'\"]*+\))*+\)", re.DOTALL)
_NEXT = re.compile(rb"\s*+([,;]|ON\s++DUPLICATE)", re.I)
_ESCAPE = re.compile(rb"\\(.)|''", re.DOTALL)
_ESCAPED: Final = {b"0": b"\0", b"b": b"\b", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"Z": b"\x1a"}
_KEPT: Final = frozenset({b"%", b"_"})
"""Before these the backslash stays: MySQL has them for patterns alone."""
_QUOTE: Final = ord("'")
_BEGUN: Final = (b"-- MySQL dump", b"-- MariaDB dump")
_FINISHED: Final = b"-- Dump completed"


@dataclass
class RawTable:
    """`rows` have as many values as there are `columns`; texts are as the dump has them, in its character set."""

    columns: tuple[str, ...] = ()
    rows: list[tuple[Value, ...]] = field(default_factory=list)


@dataclass
class SqlDump:
    """`others` counts the rows of tables that were not asked for."""

    charset: str
    tables: dict[str, RawTable] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)


def read_sql(data: bytes, wanted: Collection[str]) -> SqlDump:
    """The rows of the tables in `wanted`. Raises Unreadable."""
    refuse_foreign(data)
    reader = _Reader(data, frozenset(wanted), SqlDump(charset_of(data)))
    reader.read()
    head = data[:4096]
    if any(mark in head for mark in _BEGUN) and _FINISHED not in data[-4096:]:
        raise Unreadable("truncated")
    return reader.dump


@dataclass
class _Reader:
    data: bytes
    wanted: frozenset[str]
    dump: SqlDump
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    at: int = 0
    rows: int = 0

    def read(self) -> None:
        while (start := self._after_gap()) < len(self.data):
            self.at = start
            if (made := _CREATE.match(self.data, start)) is not None:
                self._create(_named(made))
            elif (put := _INSERT.match(self.data, start)) is not None:
                self._insert(_named(put), put)
            elif (change := _DELIMITER.match(self.data, start)) is not None:
                self._block(change)
            else:
                self._skip()

    def _after_gap(self) -> int:
        gap = _GAP.match(self.data, self.at)
        end = gap.end() if gap is not None else self.at
        if self.data.startswith(b"/*", end):
            raise Unreadable("truncated", self._place())
        return end

    def _skip(self) -> bytes:
        """Step over a statement; returns it."""
        whole = _STATEMENT.match(self.data, self.at)
        if whole is None:
            raise Unreadable("truncated", self._place())
        self.at = whole.end()
        return whole[0]

    def _create(self, table: str) -> None:
        statement = self._skip()
        columns = tuple(_plain_name(name) for name in _COLUMN.findall(statement))
        self.columns[table] = columns
        if table in self.wanted:
            self.dump.tables.setdefault(table, RawTable(columns))
        else:
            self.dump.others.setdefault(table, 0)

    def _block(self, change: re.Match[bytes]) -> None:
        """Triggers and routines, with a delimiter of their own, until the delimiter is changed again."""
        after = _DELIMITER.search(self.data, change.end())
        self.at = change.end() if change[1] == b";" else after.end() if after is not None else len(self.data)

    def _insert(self, table: str, put: re.Match[bytes]) -> None:
        self.at = put.end()
        if table not in self.wanted:
            self._count(table)
            return
        named = put[3]
        columns = self.columns.get(table, ()) if named is None else tuple(map(_plain_name, named.split(b",")))
        if not columns:
            raise Unreadable("no-columns", table)
        self._rows(self.dump.tables.setdefault(table, RawTable(columns)), columns)

    def _rows(self, table: RawTable, columns: tuple[str, ...]) -> None:
        order = None if columns == table.columns else [_position(columns, name) for name in table.columns]
        more = True
        while more:
            values = self._quick_row(len(columns))
            if len(values) != len(columns):
                raise Unreadable("no-sql", self._place())
            if order is not None:
                values = tuple(values[place] if place >= 0 else None for place in order)
            table.rows.append(values)
            self.rows += 1
            if self.rows > ROWS_MAX:
                raise Unreadable("too-large")
            more = self._more()

    def _quick_row(self, columns: int) -> tuple[Value, ...]:
        """A whole row in one step, as nearly all are; what is odd is read value by value."""
        whole = _row_of(columns).match(self.data, self.at)
        if whole is None:
            return self._row()
        self.at = whole.end()
        return tuple([_quick_value(token) for token in whole.groups()])

    def _row(self) -> tuple[Value, ...]:
        opened = _ROW.match(self.data, self.at)
        if opened is None:
            raise Unreadable(self._broken(), self._place())
        at, values, ended = opened.end(), [], False
        while not ended:
            found = _VALUE.match(self.data, at)
            if found is None:
                self.at = at
                raise Unreadable(self._broken(), self._place())
            values.append(_value(found))
            at, ended = found.end(), found[6] == b")"
        self.at = at
        return tuple(values)

    def _count(self, table: str) -> None:
        more = True
        while more:
            skipped = _SKIPPED_ROW.match(self.data, self.at)
            if skipped is None:
                raise Unreadable(self._broken(), self._place())
            self.at = skipped.end()
            self.dump.others[table] = self.dump.others.get(table, 0) + 1
            more = self._more()

    def _more(self) -> bool:
        """Whether another row follows; the end of the statement is stepped over."""
        after = _NEXT.match(self.data, self.at)
        if after is None:
            raise Unreadable(self._broken(), self._place())
        self.at = after.end()
        if after[1] not in b",;":
            self._skip()
        return after[1] == b","

    def _broken(self) -> str:
        """What is wrong here: without an end of statement to come, the file was cut off."""
        return "truncated" if _STATEMENT.match(self.data, self.at) is None else "no-sql"

    def _place(self) -> str:
        return f"line {self.data.count(10, 0, self.at) + 1}"


def _named(found: re.Match[bytes]) -> str:
    return _plain_name(found[1] or found[2])


def _plain_name(name: bytes) -> str:
    return name.strip().strip(b"`").replace(b"``", b"`").decode("utf-8", "replace")


def _position(columns: tuple[str, ...], name: str) -> int:
    return columns.index(name) if name in columns else -1


@lru_cache(maxsize=200)
def _row_of(columns: int) -> re.Pattern[bytes]:
    """A row of so many texts, numbers and NULLs."""
    token = rb"\s*+(" + _TEXT + rb"|NULL|[-+]?[0-9][0-9.]*+)\s*+"
    return re.compile(rb"\s*+\(" + rb",".join([token] * columns) + rb"\)", re.DOTALL)


def _quick_value(token: bytes) -> Value:
    if token[0] != _QUOTE:
        return None if token == b"NULL" else token
    plainly = b"\\" not in token and (b"''" not in token or len(token) == 2)
    return token[1:-1] if plainly else unescaped(token[1:-1])


def _value(found: re.Match[bytes]) -> Value:
    text = found[1]
    if text is not None:
        return unescaped(text[1:-1], text[:1])
    _, hexadecimal, quoted_hex, bits, plain, _ = found.groups()
    if hexadecimal is not None or quoted_hex is not None:
        digits = hexadecimal or quoted_hex or b""
        return bytes.fromhex((digits if len(digits) % 2 == 0 else b"0" + digits).decode())
    if bits is not None:
        return str(int(bits or b"0", 2)).encode()
    return plain


def unescaped(text: bytes, quote: bytes = b"'") -> bytes:
    """What MySQL understands of the inside of a quoted text."""
    if quote == b'"':
        text = text.replace(b'""', b'\\"')

    def meant(escape: re.Match[bytes]) -> bytes:
        letter: bytes | None = escape[1]
        if letter is None:
            return b"'" if quote == b"'" else escape[0]
        return escape[0] if letter in _KEPT else _ESCAPED.get(letter, letter)

    return _ESCAPE.sub(meant, text)
