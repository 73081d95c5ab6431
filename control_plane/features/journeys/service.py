"""Taking in facts and keeping journeys: the only writer of both tables.

Facts that a node may not tell (another node's call, a company it never served) are dropped with a log line and not
counted as accepted; refusing the batch would stop everything behind it for ever.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zlib import crc32

import structlog
from sqlalchemy import delete, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from control_plane.core.clock import now as present
from control_plane.core.context import Context
from control_plane.features.companies.models import Company
from control_plane.features.debugging.service import is_debugged, note_calls
from control_plane.features.journeys.conversation import conversations
from control_plane.features.journeys.draft import Draft, State
from control_plane.features.journeys.fold import LOST_AFTER, fold
from control_plane.features.journeys.models import Journey, StoredFact
from control_plane.features.journeys.over import tell_over
from control_plane.features.journeys.people import employees_by_login
from control_plane.features.journeys.rows import fact_row, journey_row, recorded_of
from control_plane.features.nodes.models import Placement
from control_plane.features.versions.models import Delivery
from wire.facts import Fact

log = structlog.get_logger(__name__)

LOCKS = 64
"""Nodes share so many locks: enough that nodes rarely wait for each other, few enough for PostgreSQL's lock table."""
CHUNK = 500
CLOSED_AT_ONCE = 20


def ingest(ctx: Context, node: str, facts: Sequence[Fact]) -> int:
    """Store a node's facts and fold every call they touch, in the caller's transaction; listeners hear of what is over.

    Returns how many of them are stored now, whether by this call or an earlier one.
    """
    session, moment = ctx.session, ctx.clock()
    tellable = _tellable(session, node, facts)
    touched = {fact.call for fact in tellable} | _lost(session, moment)
    if not touched:
        return 0
    _lock(session, touched)
    if tellable:
        people = employees_by_login(session, tellable)
        _note_debugged(session, tellable)
        rows = [fact_row(node, fact, people) for fact in tellable]
        session.execute(insert(StoredFact).values(rows).on_conflict_do_nothing())
    over = refold(session, touched, moment)
    tell_over(ctx, over)
    return len({fact.id for fact in tellable})


def rebuild(session: Session, company: str, *, now: datetime | None = None) -> int:
    """Throw a company's journeys away and fold them again. Returns how many there are."""
    calls = list(session.scalars(select(StoredFact.call).where(StoredFact.company_id == company).distinct()))
    _lock(session, calls)
    session.execute(delete(Journey).where(Journey.company_id == company))
    for begin in range(0, len(calls), CHUNK):
        refold(session, calls[begin : begin + CHUNK], now or present())
    return session.scalar(select(func.count()).select_from(Journey).where(Journey.company_id == company)) or 0


def refold(session: Session, calls: Iterable[str], now: datetime) -> list[Draft]:
    """Write the journeys of `calls` as their facts tell them now; the caller holds their locks.

    Returns those that are complete now and were not before.
    """
    groups = _together(session, set(calls))
    by_call: dict[str, list[StoredFact]] = {}
    wanted = [call for group in groups for call in group]
    for row in session.scalars(select(StoredFact).where(StoredFact.call.in_(wanted))):
        by_call.setdefault(row.call, []).append(row)
    folded = [(group, [row for call in group for row in by_call.get(call, ())]) for group in groups]
    drafts = [fold(group[0], map(recorded_of, rows), now=now) for group, rows in folded]
    told = [draft for draft in drafts if draft is not None]
    rows_to_write = [journey_row(draft) for draft in told]
    if not rows_to_write:
        return []
    complete = (Journey.state == State.COMPLETE, Journey.call.in_([call for draft in told for call in draft.calls]))
    known = set(session.scalars(select(Journey.call).where(*complete)))
    joined = [call for group in groups for call in group[1:]]
    if joined:
        session.execute(delete(Journey).where(Journey.call.in_(joined)))
    statement = insert(Journey).values(rows_to_write)
    changes = {name: statement.excluded[name] for name in rows_to_write[0] if name not in ("id", "call")}
    session.execute(statement.on_conflict_do_update(index_elements=[Journey.call], set_=changes))
    session.expire_all()
    return [draft for draft in told if draft.state is State.COMPLETE and not known & set(draft.calls)]


def _note_debugged(session: Session, facts: Sequence[Fact]) -> None:
    """Once, however often they are told."""
    if debugged := {fact.id: fact for fact in facts if is_debugged(fact)}:
        known = set(session.scalars(select(StoredFact.id).where(StoredFact.id.in_(debugged))))
        note_calls(session, [fact for identifier, fact in debugged.items() if identifier not in known])


def _together(session: Session, calls: set[str]) -> list[tuple[str, ...]]:
    """`calls` and those that were joined with them, in conversations, the oldest call of each first."""
    pairs: set[tuple[str, str]] = set()
    while True:
        legs = select(StoredFact.node, StoredFact.leg).where(StoredFact.call.in_(calls), StoredFact.leg.is_not(None))
        same = tuple_(StoredFact.node, StoredFact.leg).in_(legs.distinct())
        found = session.execute(select(StoredFact.node, StoredFact.leg, StoredFact.call).where(same).distinct())
        pairs |= {(f"{node}:{leg}", call) for node, leg, call in found}
        more = {call for _, call in pairs} - calls
        if not more:
            return conversations(calls, pairs)
        calls = calls | more


def _lost(session: Session, now: datetime) -> set[str]:
    """Calls that have been open for so long that their end may be lost; a few at a time, any of them."""
    lost = select(Journey.call).where(Journey.state == State.OPEN, Journey.started_at < now - LOST_AFTER)
    return set(session.scalars(lost.order_by(func.random()).limit(CLOSED_AT_ONCE)))


def _tellable(session: Session, node: str, facts: Sequence[Fact]) -> list[Fact]:
    """Those facts that this node may tell: its own calls, and companies that it serves or has served."""
    named = {fact.company for fact in facts} - {""}
    placed = select(Placement.company_id).where(Placement.node_id == node)
    served = select(Delivery.company_id).where(Delivery.node_id == node)
    known = select(Company.id).where(Company.id.in_(named), or_(Company.id.in_(placed), Company.id.in_(served)))
    companies = {"", *(session.scalars(known) if named else ())}
    tellable = [fact for fact in facts if fact.call.startswith(f"{node}:") and fact.company in companies]
    if len(tellable) < len(facts):
        log.warning("facts dropped: not this node's to tell", node=node, dropped=len(facts) - len(tellable))
    return tellable


def _lock(session: Session, calls: Iterable[str]) -> None:
    """One transaction at a time per node: otherwise two uploads would each fold without the other's facts.

    Not per call, since facts that have not arrived yet may join calls into one conversation.
    """
    buckets = {crc32(call.partition(":")[0].encode()) % LOCKS for call in calls}
    for bucket in sorted(buckets):
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext("journeys"), bucket)))
