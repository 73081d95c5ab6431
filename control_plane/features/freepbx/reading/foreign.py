"""Telling other files from a MySQL dump, so that the refusal says what came."""

from typing import Final

from control_plane.features.freepbx.reading.faults import Unreadable

_HEAD: Final = 8192
_PACKED: Final = (b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
_SIGNS: Final = (
    (b"PostgreSQL database dump", "postgresql"),
    (b"PGDMP", "postgresql"),
    (b"SQLite format 3", "sqlite"),
    (b"PRAGMA foreign_keys", "sqlite"),
    (b"SET ANSI_NULLS", "sql-server"),
    (b"[dbo].", "sql-server"),
)
_WORDS: Final = (b"CREATE", b"INSERT", b"MYSQL DUMP", b"MARIADB DUMP", b"REPLACE")


def refuse_foreign(data: bytes) -> None:
    """Raises Unreadable for what is no MySQL dump."""
    if not data.strip():
        raise Unreadable("empty")
    head = data[:_HEAD]
    refuse_packed(head)
    for sign, code in _SIGNS:
        if sign in head:
            raise Unreadable(code)
    if b"\0" in head[:512] or not any(word in data[: _HEAD * 16].upper() for word in _WORDS):
        raise Unreadable("no-dump")


def refuse_packed(head: bytes) -> None:
    """Raises Unreadable for archives of another kind."""
    if head.startswith(_PACKED):
        raise Unreadable("packed-otherwise")
