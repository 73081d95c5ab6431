"""Who did what from where, newest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias, cast

from carillon_client.connection import place
from carillon_client.lists import Listing
from carillon_client.things import Thing
from carillon_client.values import Value

Fault: TypeAlias = Literal["changed", "missing", "unchained", "cut-off", "not-as-known"]


class BrokenOut(Value):
    """BrokenOut"""

    number: int
    """The first bad record"""
    fault: Fault
    """Fault"""


class HeadOut(Value):
    """HeadOut"""

    number: int
    """Number"""
    hash: str
    """Hash"""


class VerifiedOut(Value):
    """Note `head` outside of this platform: with it, nobody can rewrite what came before unseen."""

    whole: bool
    """Whole"""
    head: HeadOut
    """Head"""
    broken: BrokenOut | None
    """Broken"""


class Record(Thing):
    """Who did what from where, newest first."""

    _FIELDS = (
        "number",
        "at",
        "actor",
        "address",
        "version",
        "action",
        "before",
        "after",
        "before_hash",
        "after_hash",
        "previous",
        "hash",
    )
    _KEY = "number"

    number: int
    """Counts in the company from 1, without gaps"""
    at: datetime
    """At"""
    actor: str
    """Actor"""
    address: str
    """Where the request came from; empty for what the system did"""
    version: int
    """Of the company at that moment"""
    action: str
    """Action"""
    before: list[dict[str, Any]]
    """Objects as they were, without digests of passwords"""
    after: list[dict[str, Any]]
    """After"""
    before_hash: str
    """SHA-256 of `before` as it is stored, digests included"""
    after_hash: str
    """After hash"""
    previous: str
    """The hash of the record before"""
    hash: str
    """SHA-256 over all that; see docs/adr/0044"""


class Audit(Listing[Record]):
    """Who did what from where, newest first."""

    _THING = Record
    _PATH = "audit"
    _ONE = False

    def export(self, *, format: Literal["jsonl", "csv"] | None = None) -> Any:
        """The whole audit trail, oldest first, as JSON lines or CSV. `format`: JSON lines, or a spreadsheet."""
        return self._act("GET", place("export"), Any, query={"format": format})

    def verify(self, *, number: int | None = None, hash: str | None = None) -> VerifiedOut:
        """Whether the audit trail is whole, and else its first bad record. `number`: Of a record whose hash
        you have noted. `hash`: That hash.
        """
        return cast(
            VerifiedOut, self._act("GET", place("verification"), VerifiedOut, query={"number": number, "hash": hash})
        )
