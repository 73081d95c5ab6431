"""What people dial, as international numbers. Results are remembered: the same numbers are dialled again and again."""

import re
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import shortnumberinfo

from tenants.model import Profile

_DIALABLE = re.compile(r"\+?[0-9]{3,20}")
"""E.164 has 15 digits, and what is dialled before them to leave the country up to five."""

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
    # A local number without its area is none: nobody knows which town is meant.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def number_meant(profile: Profile, dialled: str) -> str | None:
    """What somebody of the company means by `dialled`: E.164, or an emergency number as it stands; None: nothing.

    The company's prefix for outside calls may be dialled first, and numbers of its own area without the area's code.
    """
    prefix = profile.outside_prefix
    if prefix and dialled.startswith(prefix) and (meant := _meant(profile, dialled[len(prefix) :])):
        return meant
    return _meant(profile, dialled)


def _meant(profile: Profile, dialled: str) -> str | None:
    if is_emergency(dialled, profile.country):
        return dialled
    if profile.area_code and dialled.isdigit() and not is_valid(dialled, profile.country):
        with_area = profile.area_code + dialled
        if is_valid(with_area, profile.country):
            return outside_number(with_area, profile.country)
    return outside_number(dialled, profile.country)


@lru_cache(maxsize=16384)
def is_valid(dialled: str, country: str) -> bool:
    """Whether the numbering plan has such a number, not only one of this length."""
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(dialled, country)))
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=4096)
def is_emergency(dialled: str, country: str) -> bool:
    """Whether `dialled` calls the fire brigade, the police or an ambulance in `country`; 112 does everywhere."""
    return dialled == "112" or bool(shortnumberinfo.is_emergency_number(dialled, country))


@lru_cache(maxsize=1)
def warm_world() -> None:
    """Load the numbering plans of all countries (50 ms and 2 MB, once), so that no caller waits for one."""
    for region in phonenumbers.SUPPORTED_REGIONS:
        phonenumbers.PhoneMetadata.metadata_for_region(region)


def warm(country: str) -> None:
    """Make ready what calls from `country` need."""
    warm_world()
    outside_number("000", country)
    is_emergency("000", country)
