"""The longest of many prefixes that a number begins with."""

from collections.abc import Mapping
from typing import TypeVar

Value = TypeVar("Value")

LONGEST = 16
"""`+` and fifteen digits (ITU-T E.164 §6)."""


def longest_prefix(values: Mapping[str, Value], number: str) -> Value | None:
    """What stands at the longest prefix of `number` in `values`: at most sixteen look-ups, however many there are."""
    for length in range(min(len(number), LONGEST), 0, -1):
        if (found := values.get(number[:length])) is not None:
            return found
    return None
