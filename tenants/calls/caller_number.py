"""Whose number a call from outside shows: providers write the same number in many ways."""

import re
from functools import lru_cache
from typing import Final

import phonenumbers

from tenants.model import Profile

_HIDDEN: Final = frozenset({"", "anonymous", "unknown", "unavailable", "restricted", "private", "withheld", "asterisk"})
_DRESSING: Final = re.compile(r"[\s().\-/]|^tel:")
_DIGITS: Final = re.compile(r"\+?[0-9]{3,20}")


def caller_number(sent: str, profile: Profile) -> str:
    """E.164 for `+7…`, `7…`, `8…`, `00…` and local numbers as the company's country reads them, else what came.

    "" for a caller who hides their number, however the provider says that.
    """
    return _read(sent, profile.country, profile.area_code or "")


@lru_cache(maxsize=16384)
def _read(sent: str, country: str, area_code: str) -> str:
    if sent.strip().lower() in _HIDDEN:
        return ""
    plain = _DRESSING.sub("", sent)
    if not _DIGITS.fullmatch(plain):
        return sent
    # National first: `8 916 …` is a Russian number in Russia; then abroad without its plus; then the town's own.
    for written in (plain, f"+{plain.lstrip('+')}", f"{area_code}{plain}", f"+{plain.removeprefix('00')}"):
        if (found := _e164(written, country)) is not None:
            return found
    return sent


def _e164(written: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
