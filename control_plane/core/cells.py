"""Cells of a spreadsheet that somebody else's text goes into: never a formula (OWASP, CSV injection)."""

from typing import Final

_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """`text` as every spreadsheet shows it, with a mark in front where it would be taken for a formula."""
    return f"'{text}" if text.startswith(_BEGINS) else text
