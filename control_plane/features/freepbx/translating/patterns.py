"""Dial patterns of FreePBX (X, Z, N, [1-5], `.`) as beginnings of international numbers, and what a provider gets."""

import re
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

import phonenumbers

from control_plane.core.problems import Invalid
from control_plane.core.wishes import outside_number

_PART: Final = re.compile(r"[0-9*#+]|[XZNxzn]|\[[0-9-]{1,20}\]|[.!]")
_WILD: Final = {"X": "0123456789", "Z": "123456789", "N": "23456789"}
_EXPANDED_MAX: Final = 50
_LONGEST: Final = 15


class NotAPattern(ValueError):
    """What stands there is no pattern of numbers outside."""


@dataclass(frozen=True)
class Meant:
    """Numbers that begin with one of `prefixes`, of so many digits after the plus; and how they are handed on.

    The provider gets the number without its first `strip` digits and with `prepend` before, with its plus or without.
    """

    prefixes: tuple[str, ...]
    shortest: int = 0
    longest: int = _LONGEST
    strip: int = 0
    prepend: str = ""
    plus: bool = False


def meant(text: str, prepend: str, country: str, dropped: int = 0) -> Meant:
    """`text` without what is dialled before numbers outside; its first `dropped` digits do not go to the provider.

    Raises NotAPattern.
    """
    parts = _PART.findall(text)
    if "".join(parts) != text or not parts or not re.fullmatch(r"[0-9*#+w]*", prepend):
        raise NotAPattern(text)
    open_end = parts[-1] in ".!"
    fixed, wild = _split(parts[:-1] if open_end else parts)
    found = [_one(each, wild, country, prepend, dropped, open_end=open_end) for each in fixed]
    ways = {(each.strip, each.prepend, each.plus, each.shortest, each.longest) for each in found}
    if len(ways) != 1:
        raise NotAPattern(text)
    prefixes = tuple(dict.fromkeys(prefix for each in found for prefix in each.prefixes))
    return Meant(prefixes, found[0].shortest, found[0].longest, found[0].strip, found[0].prepend, found[0].plus)


def _split(parts: list[str]) -> tuple[list[str], int]:
    """All beginnings that are fixed, with sets of digits written out, and how many digits follow."""
    choices: list[str] = []
    for part in parts:
        if part.upper() in _WILD:
            break
        choices.append(_digits_of(part))
    fixed = ["".join(each) for each in islice(product(*choices), _EXPANDED_MAX + 1)]
    if len(fixed) > _EXPANDED_MAX:
        raise NotAPattern("".join(parts))
    return fixed, len(parts) - len(choices)


def _digits_of(part: str) -> str:
    if not part.startswith("["):
        return part
    found = ""
    for piece in re.findall(r"[0-9]-[0-9]|[0-9]", part):
        first, _, last = piece.partition("-")
        found += "".join(map(str, range(int(first), int(last or first) + 1)))
    if not found:
        raise NotAPattern(part)
    return found


def _one(fixed: str, wild: int, country: str, prepend: str, dropped: int, *, open_end: bool) -> Meant:
    if open_end and not fixed:
        # All numbers; how a provider wants them cannot be known from that, and most take them as they are dialled.
        return Meant((), plus=prepend.startswith("+"))
    known = _international(fixed, wild, country, open_end=open_end)
    sent = prepend.replace("w", "") + fixed[dropped:]
    plus = sent.startswith("+")
    sent = sent.lstrip("+")
    alike = 0
    while alike < min(len(sent), len(known)) and sent[-1 - alike] == known[-1 - alike]:
        alike += 1
    strip, before = len(known) - alike, sent[: len(sent) - alike]
    if plus and (strip or before):
        raise NotAPattern(fixed)
    shortest = len(known) + wild
    longest = _LONGEST if open_end else shortest
    return Meant((f"+{known}",), shortest if not open_end else 0, longest, strip, before, plus)


def _international(fixed: str, wild: int, country: str, *, open_end: bool) -> str:
    """The fixed beginning as digits after the plus. Raises NotAPattern."""
    if fixed.startswith("+"):
        return fixed[1:]
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    code = str(phonenumbers.country_code_for_region(country))
    abroad = re.match(metadata.international_prefix or "$^", fixed) if metadata is not None else None
    if abroad is not None and abroad.end() > 0:
        return fixed[abroad.end() :]
    national = (metadata.national_prefix or "") if metadata is not None else ""
    if open_end:
        if national and fixed.startswith(national):
            return code + fixed[len(national) :]
        raise NotAPattern(fixed)
    return _by_example(fixed, wild, country)


def _by_example(fixed: str, wild: int, country: str) -> str:
    for filler in "925":
        try:
            number = outside_number(fixed + filler * wild, country)[1:]
        except Invalid:
            continue
        if wild == 0 or number.endswith(filler * wild):
            return number[: len(number) - wild]
    raise NotAPattern(fixed)
