"""Numbers and times in English, from the image's recordings. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from node_agent.asterisk.prompts.piece import Piece, Recorded

LARGEST: Final = 999_999_999
_GROUPS: Final = ((1_000_000, "million"), (1_000, "thousand"))

VOCABULARY: Final[tuple[str, ...]] = ()
"""What the built-in voice must have spoken for these."""


def count(number: int) -> list[Piece]:
    """Such as "two hundred forty one"; what is larger than LARGEST is read as LARGEST."""
    number = max(0, min(number, LARGEST))
    if number == 0:
        return [Recorded("digits/0")]
    pieces: list[Piece] = []
    for size, name in _GROUPS:
        if number >= size:
            pieces += [*_hundreds(number // size), Recorded(f"digits/{name}")]
            number %= size
    return [*pieces, *_hundreds(number)]


def moment(at: datetime, *, date: bool) -> Sequence[Piece]:
    """Such as "November twenty-ninth, three oh five p m"."""
    day: list[Piece] = [Recorded(f"digits/mon-{at.month - 1}"), *_ordinal(at.day)] if date else []
    hour = [Recorded(f"digits/{at.hour % 12 or 12}")]
    half = Recorded("digits/p-m" if at.hour >= 12 else "digits/a-m")
    if at.minute == 0:
        minute: list[Piece] = [Recorded("digits/oclock")]
    elif at.minute < 10:
        minute = [Recorded("digits/oh"), Recorded(f"digits/{at.minute}")]
    else:
        minute = _hundreds(at.minute)
    return [*day, *hour, *minute, half]


def _hundreds(number: int) -> list[Piece]:
    pieces: list[Piece] = []
    if number >= 100:
        pieces += [Recorded(f"digits/{number // 100}"), Recorded("digits/hundred")]
        number %= 100
    if number > 20:
        pieces.append(Recorded(f"digits/{number // 10 * 10}"))
        number %= 10
    return [*pieces, Recorded(f"digits/{number}")] if number else pieces


def _ordinal(day: int) -> list[Piece]:
    if day <= 20 or day == 30:
        return [Recorded(f"digits/h-{day}")]
    return [Recorded(f"digits/{day // 10 * 10}"), Recorded(f"digits/h-{day % 10}")]
