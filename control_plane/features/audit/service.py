"""Appending to the audit trail: its only writer."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.audit.chain import START, digest
from control_plane.features.audit.models import Audit, AuditHead
from control_plane.features.companies.models import Company

Items = list[dict[str, Any]]


def append(
    session: Session,
    company_id: str,
    action: str,
    *,
    at: datetime,
    actor: str,
    address: str = "",
    version: int,
    before: Items | None = None,
    after: Items | None = None,
) -> None:
    """One more record, in the caller's transaction; another one of the same company waits for its end."""
    head = _held_head(session, company_id)
    record = Audit(
        company_id=company_id,
        at=at,
        actor=actor,
        address=address,
        version=version,
        action=action,
        before=before or [],
        after=after or [],
        number=head.number + 1,
        previous=head.hash,
    )
    record.hash = digest(record)
    head.number, head.hash = record.number, record.hash
    session.add(record)
    session.flush()


def _held_head(session: Session, company_id: str) -> AuditHead:
    """The end of the chain, held until the end of the transaction and read after everybody before us.

    It is the company's row that is held, as by everybody who changes the company: with one lock, taken first, nobody
    who writes a record and somebody who makes a version wait for each other.
    """
    # What this transaction has appended itself must not be overwritten by what is read.
    session.flush()
    session.execute(select(Company.id).where(Company.id == company_id).with_for_update(key_share=True))
    head = session.get(AuditHead, company_id, populate_existing=True)
    if head is None:
        head = AuditHead(company_id=company_id, number=0, hash=START)
        session.add(head)
    return head
