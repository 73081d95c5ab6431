"""Numbers and times in Russian. Pure. The image has digits and tens; the built-in voice says the rest.

Gender and case follow the counted word: одна тысяча, два часа, пять минут.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from node_agent.asterisk.prompts.piece import Piece, Recorded, Spoken

LARGEST: Final = 999_999_999


class Noun(NamedTuple):
    """A counted word: after 1, after 2 to 4, after the others."""

    one: str
    few: str
    many: str
    feminine: bool = False

    def after(self, number: int) -> str:
        if number % 100 in range(11, 15):
            return self.many
        return {1: self.one, 2: self.few, 3: self.few, 4: self.few}.get(number % 10, self.many)


HOURS = Noun("час", "часа", "часов")
MINUTES = Noun("минута", "минуты", "минут", feminine=True)
_GROUPS = (
    (1_000_000, Noun("миллион", "миллиона", "миллионов")),
    (1_000, Noun("тысяча", "тысячи", "тысяч", feminine=True)),
)
_HUNDREDS = ("сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот")
_FEMININE = {1: "одна", 2: "две"}
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_DAYS = (
    *("первое", "второе", "третье", "четвёртое", "пятое", "шестое", "седьмое", "восьмое", "девятое", "десятое"),
    *("одиннадцатое", "двенадцатое", "тринадцатое", "четырнадцатое", "пятнадцатое", "шестнадцатое"),
    *("семнадцатое", "восемнадцатое", "девятнадцатое", "двадцатое", "двадцать первое", "двадцать второе"),
    *("двадцать третье", "двадцать четвёртое", "двадцать пятое", "двадцать шестое", "двадцать седьмое"),
    *("двадцать восьмое", "двадцать девятое", "тридцатое", "тридцать первое"),
)

VOCABULARY: Final = (
    *_HUNDREDS,
    *_FEMININE.values(),
    *_MONTHS,
    *_DAYS,
    *(form for noun in (HOURS, MINUTES, *(noun for _, noun in _GROUPS)) for form in noun[:3]),
)
"""What the built-in voice must have spoken for these."""


def count(number: int) -> list[Piece]:
    """Such as «двести сорок один»; what is larger than LARGEST is read as LARGEST."""
    number = max(0, min(number, LARGEST))
    if number == 0:
        return [Recorded("digits/0")]
    pieces: list[Piece] = []
    for size, noun in _GROUPS:
        if number >= size:
            pieces += _counted(number // size, noun)
            number %= size
    return [*pieces, *_below_thousand(number, feminine=False)]


def moment(at: datetime, *, date: bool) -> Sequence[Piece]:
    """Such as «двадцать девятое ноября, пятнадцать часов пять минут»."""
    day: list[Piece] = [Spoken(_DAYS[at.day - 1]), Spoken(_MONTHS[at.month - 1])] if date else []
    minutes = _counted(at.minute, MINUTES) if at.minute else []
    return [*day, *_counted(at.hour, HOURS), *minutes]


def _counted(number: int, noun: Noun) -> list[Piece]:
    spoken = _below_thousand(number, feminine=noun.feminine) if number else [Recorded("digits/0")]
    return [*spoken, Spoken(noun.after(number))]


def _below_thousand(number: int, *, feminine: bool) -> list[Piece]:
    pieces: list[Piece] = []
    if number >= 100:
        pieces.append(Spoken(_HUNDREDS[number // 100 - 1]))
        number %= 100
    if number > 20:
        pieces.append(Recorded(f"digits/{number // 10 * 10}"))
        number %= 10
    if number in _FEMININE and feminine:
        return [*pieces, Spoken(_FEMININE[number])]
    return [*pieces, Recorded(f"digits/{number}")] if number else pieces
