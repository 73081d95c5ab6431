"""The company as it is now, as one value in memory: what a change is checked against.

Building a large company from its rows takes long, so each process keeps what it has built and takes the newer versions
on top of it, as nodes do. What is kept is always a committed version; a transaction's own versions stay with it.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, SessionTransaction

from control_plane.features.companies.models import Company
from control_plane.features.versions.models import Version
from control_plane.features.versions.snapshot import merge, without_passwords
from tenants import model
from tenants.model import Kind, parse_object

_DRAFTS = "carillon-drafts"
LARGEST = 200_000
"""Objects that one process keeps; about a kilobyte each."""
FARTHEST = 500
"""Versions that are taken on top; beyond that, building anew is quicker."""


@dataclass
class _Kept:
    """Committed versions, the least used first. A company deleted and made again has another time of creation."""

    companies: OrderedDict[tuple[str, datetime], model.Company] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: tuple[str, datetime]) -> model.Company | None:
        with self.lock:
            if key in self.companies:
                self.companies.move_to_end(key)
            return self.companies.get(key)

    def put(self, key: tuple[str, datetime], company: model.Company) -> None:
        with self.lock:
            known = self.companies.get(key)
            if known is None or known.version < company.version:
                self.companies[key] = company
            self.companies.move_to_end(key)
            while len(self.companies) > 1 and sum(len(each.objects) for each in self.companies.values()) > LARGEST:
                self.companies.popitem(last=False)


_KEPT = _Kept()


def company_now(session: Session, row: Company) -> model.Company | None:
    """`row` and all its objects; lines without passwords. None for a company that has no version yet."""
    if row.version == 0:
        return None
    draft = _drafts(session).get(row.id)
    if draft is not None:
        # A part of the transaction was rolled back: what is left is in the rows, and committed it is not.
        if draft.version != row.version:
            draft = without_passwords(session, row)
            keep_draft(session, draft)
        return draft
    key = (row.id, row.created_at)
    kept = _KEPT.get(key)
    if kept is None or kept.version > row.version or kept.version + FARTHEST < row.version:
        kept = _built(session, row)
    elif kept.version < row.version:
        kept = _advanced(session, kept, row.version)
    _KEPT.put(key, kept)
    return kept


def forget_kept(company_id: str) -> None:
    """Of a company that is gone, in this process."""
    with _KEPT.lock:
        for key in [key for key in _KEPT.companies if key[0] == company_id]:
            del _KEPT.companies[key]


def keep_draft(session: Session, company: model.Company) -> None:
    """What this transaction has made of the company; forgotten with the transaction."""
    _drafts(session)[company.id] = company


def _drafts(session: Session) -> dict[str, model.Company]:
    transaction = session.get_transaction()
    made: tuple[SessionTransaction | None, dict[str, model.Company]] = session.info.get(_DRAFTS, (None, {}))
    if made[0] is not transaction:
        made = session.info[_DRAFTS] = (transaction, {})
    return made[1]


def _built(session: Session, row: Company) -> model.Company:
    """From the rows; anew when somebody has changed the company meanwhile, which a locked row excludes."""
    while True:
        session.refresh(row, ["version"])
        version = row.version
        built = without_passwords(session, row)
        session.refresh(row, ["version"])
        if row.version == version:
            return built


def _advanced(session: Session, company: model.Company, version: int) -> model.Company:
    newer = select(Version.puts, Version.removes).where(Version.company_id == company.id)
    newer = newer.where(Version.number > company.version, Version.number <= version).order_by(Version.number)
    merged = merge([(row.puts, row.removes) for row in session.execute(newer)])
    puts = [parse_object(Kind(kind), data) for (kind, _), data in merged.items() if data is not None]
    gone = [(Kind(kind), identifier) for (kind, identifier), data in merged.items() if data is None]
    return company.changed(version, puts, gone)
