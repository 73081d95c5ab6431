"""JSON from a stranger: bounded in depth, without keys that are there twice, and without what no database takes."""

import json
import re
from typing import Any

from control_plane.features.archives.form import DEPTH_MAX

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class NotJson(ValueError):
    """The text says what is wrong; it never repeats the content."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


def parsed(content: bytes) -> Any:
    """Raises NotJson."""
    if _NUL.search(content) or b"\0" in content:
        raise NotJson("bad-text", "It holds the character NUL")
    try:
        value = json.loads(content, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise _too_deep() from None
    except NotJson:
        raise
    except (ValueError, UnicodeDecodeError):
        raise NotJson("not-json", "It is no JSON") from None
    _refuse_depth(value)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson("twice", "It has a field twice")
    return found


def _no_constant(_name: str) -> Any:
    raise NotJson("not-json", "It holds a number that JSON does not have")


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _ in range(DEPTH_MAX + 1):
        level = [
            inner
            for each in level
            if isinstance(each, list | dict)
            for inner in (each if isinstance(each, list) else each.values())
        ]
        if not level:
            return
    raise _too_deep()


def _too_deep() -> NotJson:
    return NotJson("too-deep", "Its brackets are nested too deep")
