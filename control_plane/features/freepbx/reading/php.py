"""Reading what PHP's serialize() wrote: arrays and plain values. Objects are refused; nothing is ever called.

Form: https://www.phpinternalsbook.com/php5/classes_objects/serialization.html.
"""

from typing import Any

from control_plane.features.freepbx.reading.faults import Unreadable
from control_plane.features.freepbx.reading.limits import DEPTH_MAX


def read_php(data: bytes) -> Any:
    """Arrays become dictionaries. Raises Unreadable."""
    try:
        value, _ = _value(data, 0, 0)
    except (ValueError, IndexError):
        raise Unreadable("no-json", "astdb") from None
    return value


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    """The value at `at`, and where it ends. Raises ValueError, IndexError."""
    kind = data[at : at + 2]
    if kind == b"N;":
        return None, at + 2
    if kind in (b"b:", b"i:", b"d:"):
        end = data.index(b";", at)
        text = data[at + 2 : end]
        return (float(text) if kind == b"d:" else int(text)), end + 1
    if kind == b"s:":
        return _text(data, at)
    if kind == b"a:" and depth < DEPTH_MAX:
        return _array(data, at, depth)
    raise ValueError("not plain data")


def _text(data: bytes, at: int) -> tuple[str, int]:
    colon = data.index(b":", at + 2)
    start = colon + 2
    end = start + int(data[at + 2 : colon])
    if data[colon + 1 : start] != b'"' or data[end : end + 2] != b'";' or end < start:
        raise ValueError("no text")
    return data[start:end].decode("utf-8", "replace"), end + 2


def _array(data: bytes, at: int, depth: int) -> tuple[dict[Any, Any], int]:
    colon = data.index(b":", at + 2)
    count, at = int(data[at + 2 : colon]), colon + 2
    found: dict[Any, Any] = {}
    for _ in range(count):
        key, at = _value(data, at, DEPTH_MAX)
        found[key], at = _value(data, at, depth + 1)
    if data[at : at + 1] != b"}":
        raise ValueError("no array")
    return found, at + 1
