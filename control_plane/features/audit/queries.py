"""Reading and verifying the audit trail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.paging import Page, bad_cursor, decode_cursor, encode_cursor
from control_plane.features.audit.chain import START, Broken, Link, first_bad
from control_plane.features.audit.models import Audit, AuditHead

_AT_ONCE = 500


@dataclass(frozen=True)
class Verified:
    """`broken` is None for a whole chain; `head` is worth noting somewhere else."""

    head: Link
    broken: Broken | None


def list_records(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[Audit]:
    """Newest first. Raises Invalid for a cursor that is not ours."""
    statement = select(Audit).where(Audit.company_id == company_id).order_by(Audit.number.desc())
    if after := decode_cursor(cursor, 1):
        if not (after[0].isascii() and after[0].isdigit() and len(after[0]) <= 9):
            raise bad_cursor()
        statement = statement.where(Audit.number < int(after[0]))
    rows = list(ctx.session.scalars(statement.limit(limit + 1)))
    following = encode_cursor(str(rows[limit - 1].number)) if len(rows) > limit else None
    return Page(rows[:limit], following)


def all_records(session: Session, company_id: str) -> Iterator[Audit]:
    """Oldest first; a few at a time, however many there are."""
    last = -1
    while True:
        mine = select(Audit).where(Audit.company_id == company_id, Audit.number > last)
        rows = session.scalars(mine.order_by(Audit.number).limit(_AT_ONCE)).all()
        if not rows:
            return
        last = rows[-1].number
        yield from rows
        for row in rows:
            session.expunge(row)


def verify(session: Session, company_id: str, known: Iterable[Link] = ()) -> Verified:
    """Walk the company's whole chain; whoever wants to append to it meanwhile waits."""
    mine = select(AuditHead).where(AuditHead.company_id == company_id).with_for_update(read=True)
    head = session.scalar(mine.execution_options(populate_existing=True))
    end = Link(head.number, head.hash) if head is not None else Link(0, START)
    return Verified(end, first_bad(all_records(session, company_id), end, known))
