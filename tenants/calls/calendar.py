"""Public holidays by country and region, and the weekends that are worked in exchange.

From the package `holidays`; a year is worked out once and remembered, so that no call waits for it after `warm`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tenants.model import PublicHolidays


@dataclass(frozen=True, slots=True)
class Calendar:
    """One year of a country or region."""

    off: Mapping[dt.date, str]
    """Public holidays, also those moved to another day, and their names in English where there are any."""
    worked: frozenset[dt.date]
    """Weekend days that are worked because a holiday was moved."""


NO_CALENDAR = Calendar({}, frozenset())


def calendar(where: PublicHolidays, year: int) -> Calendar:
    """The year's holidays; none at all for a country or region that nobody knows (lint tells that)."""
    return _calendar(where.country, where.region, year)


def is_known(where: PublicHolidays) -> bool:
    """Whether there is a calendar of this country and region."""
    regions = _regions()
    return where.country in regions and (where.region is None or where.region in regions[where.country])


def warm(where: PublicHolidays, year: int) -> None:
    """Work out this year and its neighbours, so that no caller waits for them."""
    for each in (year - 1, year, year + 1):
        calendar(where, each)


@lru_cache(maxsize=1024)
def _calendar(country: str, region: str | None, year: int) -> Calendar:
    # Some 60 ms and 10 MB that companies without public holidays do not need.
    import holidays  # noqa: PLC0415

    try:
        found = holidays.country_holidays(country, subdiv=region, years=year, expand=False, language="en_US")
    except (NotImplementedError, ValueError):
        return NO_CALENDAR
    return Calendar(dict(found), frozenset(found.weekend_workdays))


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, frozenset[str]]:
    import holidays  # noqa: PLC0415

    return {country: frozenset(regions) for country, regions in holidays.list_supported_countries().items()}
