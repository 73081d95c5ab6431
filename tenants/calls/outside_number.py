"""What people dial, as international numbers. Results are remembered: the same numbers are dialled again and again."""

import re
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import shortnumberinfo

_DIALABLE = re.compile(r"\+?[0-9]{3,15}")

NEVER_AN_EMPLOYEE: Final = frozenset({"112", "911", "999"})
"""Emergency numbers that win over an employee's short number, where the country has them.

Others do not: in Russia 101 to 104 are emergency numbers too, and the commonest short numbers of companies.
"""


@lru_cache(maxsize=16384)
def outside_number(dialled: str, country: str) -> str | None:
    """`dialled` in E.164 as people of `country` (ISO 3166) mean it; None when no number can look like that."""
    if not _DIALABLE.fullmatch(dialled):
        return None
    try:
        number = phonenumbers.parse(dialled, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=4096)
def is_emergency(dialled: str, country: str) -> bool:
    """Whether `dialled` calls the fire brigade, the police or an ambulance in `country`; 112 does everywhere."""
    return dialled == "112" or bool(shortnumberinfo.is_emergency_number(dialled, country))


def warm(country: str) -> None:
    """Load the country's numbering plan, so that no caller waits for it."""
    outside_number("000", country)
    is_emergency("000", country)
