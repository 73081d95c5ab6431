"""What a record's hash covers, and where a chain is broken. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import Final

from control_plane.features.audit.models import Audit
from tenants.model.document import canonical_json

START: Final = "0" * 64
"""What the first record of a company names as the hash of the one before."""


class Fault(StrEnum):
    CHANGED = "changed"
    """Its content is not what was hashed."""
    MISSING = "missing"
    """The record of this number is not there."""
    UNCHAINED = "unchained"
    """It does not follow the record before: one of both is not the original."""
    CUT_OFF = "cut-off"
    """The chain is shorter than it was."""
    UNKNOWN = "not-as-known"
    """It is not the record that somebody noted the hash of."""


@dataclass(frozen=True)
class Broken:
    """The first bad record of a company."""

    number: int
    fault: Fault


@dataclass(frozen=True)
class Link:
    """A place in a chain: a record's number and hash."""

    number: int
    hash: str


def digest(record: Audit) -> str:
    """SHA-256 over the record's canonical JSON, 64 hexadecimal digits.

    Of `before` and `after` it holds their own hashes, so that a chain can be followed by whoever may not see passwords'
    digests in them.
    """
    covered = {
        "company": record.company_id,
        "number": record.number,
        "at": record.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": record.actor,
        "address": record.address,
        "version": record.version,
        "action": record.action,
        "before": content_digest(record.before),
        "after": content_digest(record.after),
        "previous": record.previous,
    }
    return content_digest(covered)


def content_digest(content: object) -> str:
    """SHA-256 of plain data, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(content)).hexdigest()


def first_bad(records: Iterable[Audit], head: Link, known: Iterable[Link] = ()) -> Broken | None:
    """Walk the `records` of one company, by number. `known`: what somebody has noted, outside of the database."""
    noted = {link.number: link.hash for link in known}
    last = Link(0, START)
    for record in records:
        if record.number != last.number + 1:
            return Broken(last.number + 1, Fault.MISSING)
        if record.previous != last.hash:
            return Broken(record.number, Fault.UNCHAINED)
        if digest(record) != record.hash:
            return Broken(record.number, Fault.CHANGED)
        if noted.get(record.number, record.hash) != record.hash:
            return Broken(record.number, Fault.UNKNOWN)
        last = Link(record.number, record.hash)
    ends = [head.number, *noted]
    if last.number < max(ends):
        return Broken(last.number + 1, Fault.CUT_OFF)
    return None if last == head else Broken(last.number, Fault.UNCHAINED)
