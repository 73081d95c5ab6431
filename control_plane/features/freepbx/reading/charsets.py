"""In which letters a dump is written, and reading them."""

import re
from typing import Final

from control_plane.features.freepbx.reading.faults import Unreadable

_NAMES: Final = re.compile(rb"SET\s+NAMES\s+'?([A-Za-z0-9_]+)", re.I)
_HEAD: Final = 64 * 1024
_CODECS: Final = {
    "utf8": "utf-8",
    "utf8mb3": "utf-8",
    "utf8mb4": "utf-8",
    "ascii": "ascii",
    "latin1": "cp1252",
    "latin2": "iso8859-2",
    "cp1250": "cp1250",
    "cp1251": "cp1251",
    "koi8r": "koi8-r",
    "koi8u": "koi8-u",
    "cp866": "cp866",
    "greek": "iso8859-7",
    "hebrew": "iso8859-8",
    "latin5": "iso8859-9",
}
"""MySQL's latin1 is Windows-1252: https://dev.mysql.com/doc/refman/8.0/en/charset-we-sets.html."""


def charset_of(data: bytes) -> str:
    """The codec of Python for what the dump says of itself; UTF-8 when it says nothing. Raises Unreadable."""
    said = _NAMES.search(data, 0, _HEAD)
    if said is None or said[1].lower() == b"binary":
        return "utf-8"
    name = said[1].decode("ascii").lower()
    if name not in _CODECS:
        raise Unreadable("charset", name)
    return _CODECS[name]


def text_of(value: bytes, charset: str) -> str:
    """Raises Unreadable."""
    try:
        text = value.decode(charset)
    except UnicodeDecodeError:
        if charset != "cp1252":
            raise Unreadable("not-in-charset") from None
        # Five bytes have no letter in Windows-1252; MySQL passes them through.
        text = "".join(_of_latin1(byte) for byte in value)
    return text if text.isascii() else mended(text)


def _of_latin1(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def mended(text: str) -> str:
    """Undo what older FreePBX did to letters: UTF-8 that was stored as if it were latin1.

    Only a text that is UTF-8 again when it is written as latin1 is touched: no sentence of people is.
    """
    try:
        again = b"".join(_as_latin1(letter) for letter in text).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return text
    return again


def _as_latin1(letter: str) -> bytes:
    """Raises ValueError for a letter that latin1 does not have."""
    if ord(letter) < 0x100:
        return bytes([ord(letter)])
    return letter.encode("cp1252")
