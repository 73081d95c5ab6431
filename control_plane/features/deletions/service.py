"""Deleting a company: what forbids it, what is counted before, and the report that stays."""

from typing import Final

from sqlalchemy import delete, func, or_, select, text

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.idempotency import IdempotentAnswer
from control_plane.features.archives.models import ArchiveJob
from control_plane.features.archives.service import CHANNEL
from control_plane.features.companies.models import Company
from control_plane.features.deletions.catalogue import rows_of
from control_plane.features.deletions.models import Deletion, DeletionState
from control_plane.features.deletions.people import members_of
from control_plane.features.recordings.models import Recording
from control_plane.features.recordings.service import OnHold

FOLDERS: Final = ("kept", "sounds")
"""Of the storage, where a company's files are below its id."""
_STRANGE_FACTS: Final = text(
    "DELETE FROM facts WHERE company_id IS NULL AND call IN (SELECT call FROM facts WHERE company_id = :company)"
)


def refuse_holds(ctx: Context, company_id: str) -> None:
    """Raises OnHold for a company with recordings that somebody keeps for the law."""
    held = (Recording.company_id == company_id, Recording.legal_hold.is_(True), Recording.deleted_at.is_(None))
    many = ctx.session.scalar(select(func.count()).select_from(Recording).where(*held)) or 0
    if many:
        raise OnHold(
            f"{many} recordings of this company are on legal hold, so it cannot be deleted; "
            "export them and have the holds lifted first, by whoever may listen to them."
        )


def begin_deletion(ctx: Context, company: Company, nodes: list[str]) -> Deletion:
    """Count everything, and delete what no foreign key would take along. The company's row is still there."""
    session, now = ctx.session, ctx.clock()
    session.flush()
    counts = rows_of(session, company.id)
    strange = session.execute(_STRANGE_FACTS, {"company": company.id})
    counts["facts"] = counts.get("facts", 0) + strange.rowcount  # type: ignore[attr-defined]  # a DELETE has it
    mine = or_(ArchiveJob.company == company.id, ArchiveJob.source == company.id)
    archives = [each for each in session.scalars(select(ArchiveJob.storage).where(mine)) if each]
    session.execute(delete(ArchiveJob).where(mine))
    session.execute(delete(IdempotentAnswer).where(IdempotentAnswer.company == company.id))
    deletion = Deletion(
        id=new_id(),
        company=company.id,
        name=company.name,
        reseller_id=company.reseller_id,
        version=company.version,
        by_id=ctx.actor.user_id,
        by=ctx.actor.name,
        at=now,
        rows={table: many for table, many in sorted(counts.items()) if many},
        files={"erased": 0, "archives": archives, "people": members_of(session, company.id)},
        nodes=dict.fromkeys(sorted(nodes)),
        found={},
        state=DeletionState.GOING,
        checked_at=None,
        due_at=now,
        checks=0,
    )
    session.add(deletion)
    session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
    return deletion
