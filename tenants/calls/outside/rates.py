"""What calls cost."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import ceil

from tenants.calls.outside.prefixes import longest_prefix
from tenants.model import Company, Line, RateTable


def per_minute(company: Company, line: Line, number: str) -> int | None:
    """Ten-thousandths of the currency unit for a minute to `number` (E.164) over `line`; None: nobody knows."""
    prices = [
        price
        for table in company.all_of(RateTable)
        if table.line == line.id and (price := longest_prefix(_compiled(table), number)) is not None
    ]
    return min(prices, default=None)


def cost(price: int, seconds: float) -> int:
    """Ten-thousandths of the currency unit; every minute that has begun is paid."""
    return price * ceil(seconds / 60) if seconds > 0 else 0


def warm_rates(tables: Iterable[RateTable]) -> None:
    """Build the index of each table (5 ms for 20,000 rates) before a caller needs it."""
    for table in tables:
        _compiled(table)


class _Keyed:
    """A rate table by identity: hashing 20,000 rates for each call would cost more than the look-up."""

    __slots__ = ("table",)

    def __init__(self, table: RateTable) -> None:
        self.table = table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.table is self.table


def _compiled(table: RateTable) -> Mapping[str, int]:
    return _by_prefix(_Keyed(table))


@lru_cache(maxsize=256)
def _by_prefix(keyed: _Keyed) -> Mapping[str, int]:
    """Once for each version of a table; the cache keeps the table alive, so that its identity stays its own."""
    return {rate.prefix: rate.per_minute for rate in keyed.table.rates}
