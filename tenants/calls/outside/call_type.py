"""What kind of number is called. Answers are remembered: the same numbers are called again and again."""

from functools import lru_cache
from types import MappingProxyType
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberType

from tenants.model import CallType

_BY_TYPE = MappingProxyType(
    {
        PhoneNumberType.PREMIUM_RATE: CallType.PREMIUM,
        PhoneNumberType.SHARED_COST: CallType.PREMIUM,
        PhoneNumberType.TOLL_FREE: CallType.TOLL_FREE,
        PhoneNumberType.MOBILE: CallType.MOBILE,
        PhoneNumberType.PAGER: CallType.MOBILE,
    }
)
_EXPENSIVE_CODES: Final = frozenset({870, 878, 881, 882, 883, 979})
"""Satellites, networks of no country, international premium rate (ITU-T E.164, assigned codes): fraud's favourites."""


@lru_cache(maxsize=16384)
def call_type(number: str, country: str, area_code: str | None) -> CallType:
    """The type of `number` (E.164) for callers of `country`.

    Premium numbers are premium from everywhere, also abroad; a number that no plan knows counts as abroad when its
    country is another one, else as national.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return CallType.INTERNATIONAL
    known = _BY_TYPE.get(phonenumbers.number_type(parsed))
    if known is CallType.PREMIUM or parsed.country_code in _EXPENSIVE_CODES:
        return CallType.PREMIUM
    region = phonenumbers.region_code_for_number(parsed)
    at_home = region == country or (
        region is None and parsed.country_code == phonenumbers.country_code_for_region(country)
    )
    if not at_home:
        return CallType.INTERNATIONAL
    if known is not None:
        return known
    national = phonenumbers.national_significant_number(parsed)
    return CallType.LOCAL if area_code and national.startswith(area_code) else CallType.NATIONAL
