"""Every change of a company passes here: version, audit, outbox and wake-up in the caller's transaction."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.problems import Conflict, NotFound
from control_plane.features.audit.service import append
from control_plane.features.companies.models import Company
from control_plane.features.events.service import occasion, publish
from control_plane.features.nodes.models import Placement
from control_plane.features.versions.alarms import alarm_of_refusal
from control_plane.features.versions.checks import Warned, check_change, without_password
from control_plane.features.versions.current import company_now
from control_plane.features.versions.models import Delivery, Outbox, Version
from tenants.extend.events.of_change import events_of
from tenants.extend.events.versions import VersionLive, VersionPublished
from tenants.model import TelephonyObject
from tenants.model.company import changed_state, format_state
from tenants.model.objects import kind_of
from wire.operations import Item, Removal
from wire.reports import Acknowledgement, AckState

OUTBOX_CHANNEL = "carillon_outbox"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Change:
    """What an answer says of a change: which version it became. It is being published from now on."""

    company: str
    version: int
    state: str = "publishing"
    warnings: tuple[Warned, ...] = ()
    """What the company's owner should look at; the change is accepted all the same."""


class NothingChanged(Conflict):
    code, title = "nothing-changed", "Nothing has changed"


def lock_company(ctx: Context, company_id: str) -> Company:
    """The company's row, locked until the end of the transaction: versions of one company are made one by one.

    Whatever the session has read before is read again: somebody may have changed it while we waited for the lock, and
    a change that begins with an old object would leave a wrong state hash. Raises NotFound.
    """
    ctx.session.flush()
    ctx.session.expire_all()
    company = ctx.session.scalar(select(Company).where(Company.id == company_id).with_for_update())
    if company is None:
        raise NotFound(f"There is no company {company_id!r} that you may see.")
    # Before anybody changes a row: what this process keeps of the company must never hold what was not committed.
    company_now(ctx.session, company)
    return company


def record_change(
    ctx: Context,
    company: Company,
    summary: str,
    *,
    before: tuple[TelephonyObject, ...] = (),
    after: tuple[TelephonyObject, ...] = (),
    also: tuple[Warned, ...] = (),
) -> Change:
    """Make the next version of `company` (locked by `lock_company`) in which `before` has become `after`.

    Objects in `before` that are not in `after` are removed. Objects are whole. `also`: what the caller itself warns of.
    The transaction is the caller's.
    Raises what `check_change` raises, and ListenerFailed.
    """
    moment = ctx.clock()
    kept = {(kind_of(item), item.id) for item in after}
    gone = [item for item in before if (kind_of(item), item.id) not in kept]
    warnings = (*check_change(ctx, company, before, after), *also)
    company.version += 1
    company.state = format_state(changed_state(int(company.state, 16), before, after))
    session = ctx.session
    session.add(
        Version(
            company_id=company.id,
            number=company.version,
            at=moment,
            author=ctx.actor.name,
            author_id=ctx.actor.user_id,
            summary=summary,
            puts=[_stored(item) for item in after],
            removes=[Removal(kind=kind_of(item), id=item.id).model_dump(mode="json") for item in gone],
            state_hash=company.state,
            reason=ctx.reason,
            warnings=[asdict(each) for each in warnings],
        )
    )
    append(
        session,
        company.id,
        summary,
        at=moment,
        actor=ctx.actor.name,
        address=ctx.actor.address,
        version=company.version,
        before=[_stored(item) for item in before],
        after=[_stored(item) for item in after],
    )
    nodes = session.scalars(select(Placement.node_id).where(Placement.company_id == company.id)).all()
    if nodes:
        session.execute(
            insert(Delivery).values(
                [{"company_id": company.id, "version": company.version, "node_id": n, "reason": ""} for n in nodes]
            )
        )
        queue_for_nodes(ctx, company.id, company.version, nodes)
    _tell(ctx, company, summary, before, after)
    return Change(company.id, company.version, warnings=warnings)


def _tell(
    ctx: Context,
    company: Company,
    summary: str,
    before: tuple[TelephonyObject, ...],
    after: tuple[TelephonyObject, ...],
) -> None:
    def one_more() -> dict[str, Any]:
        return occasion(ctx, company.id)

    published = VersionPublished(**one_more(), version=company.version, summary=summary)
    publish(ctx, company.id, [*events_of(one_more, company.version, before, after), published])


def record_audit(ctx: Context, company_id: str, action: str) -> None:
    """Write down something that is no version: listening to a recording, for example."""
    add_audit(ctx.session, company_id, action, at=ctx.clock(), actor=ctx.actor.name, address=ctx.actor.address)


def add_audit(session: Session, company_id: str, action: str, *, at: datetime, actor: str, address: str = "") -> None:
    """The same of somebody who does not come by a request, such as a node."""
    version = session.scalar(select(Company.version).where(Company.id == company_id)) or 0
    append(session, company_id, action, at=at, actor=actor, address=address, version=version)


def queue_for_nodes(ctx: Context, company_id: str, version: int, nodes: Any) -> None:
    """Put the newest version into the outbox of each node and wake the publisher when the transaction commits.

    It is due by the database's clock, which the publisher asks, too: clocks that differ cost no second.
    """
    statement = insert(Outbox).values(
        [
            {"company_id": company_id, "node_id": n, "version": version, "due_at": func.now(), "attempts": 0}
            for n in nodes
        ]
    )
    fresh = {"version": statement.excluded.version, "due_at": statement.excluded.due_at, "attempts": 0}
    ctx.session.execute(statement.on_conflict_do_update(index_elements=["company_id", "node_id"], set_=fresh))
    wake = {"channel": OUTBOX_CHANNEL, "company": company_id}
    ctx.session.execute(text("SELECT pg_notify(:channel, :company)"), wake)


def acknowledge(ctx: Context, node_id: str, ack: Acknowledgement) -> None:
    """A node says how far it is. Older and repeated acknowledgements change nothing.

    `live` also completes older versions of the company that this one has overtaken; `refused` leaves the outbox row, so
    the version is published again. So does an acknowledgement of a state that we never made.
    """
    session = ctx.session
    if session.get(Placement, (ack.company, node_id)) is None:
        # The node has dropped a company that it serves no longer; nobody waits for it but the outbox.
        _forget_outbox(ctx, node_id, ack)
        return
    made = session.get(Version, (ack.company, ack.version))
    if ack.state is AckState.LIVE and (made is None or made.state_hash != ack.state_hash):
        log.warning("acknowledged-unknown-state", node=node_id, company=ack.company, version=ack.version)
        return
    mine = (Delivery.company_id == ack.company) & (Delivery.node_id == node_id)
    if ack.state is AckState.REFUSED:
        refused = mine & (Delivery.version == ack.version) & (Delivery.live_at.is_(None))
        session.execute(update(Delivery).where(refused).values(state=AckState.REFUSED, reason=ack.reason))
        alarm_of_refusal(ctx, ack.company, ack.version, node_id)
        return
    reached = mine & (Delivery.version <= ack.version) & (Delivery.live_at.is_(None))
    # A node's clock may be ahead of ours; what it says has happened cannot be later than now.
    live_at = min(ack.live_at, ctx.clock())
    reaching = update(Delivery).where(reached).values(state=AckState.LIVE, live_at=live_at, reason=ack.reason)
    there = session.scalars(reaching.returning(Delivery.version)).all()
    _tell_live(ctx, ack.company, sorted(there))
    newer = (Placement.acked_version < ack.version) | (Placement.acked_hash != ack.state_hash)
    session.execute(
        update(Placement)
        .where(Placement.company_id == ack.company, Placement.node_id == node_id, newer)
        .where(Placement.acked_version <= ack.version)
        .values(acked_version=ack.version, acked_hash=ack.state_hash)
    )
    _forget_outbox(ctx, node_id, ack)


def _tell_live(ctx: Context, company_id: str, versions: list[int]) -> None:
    """Of those that one more node has now, the ones that all nodes have."""
    if not versions:
        return
    mine = (Delivery.company_id == company_id, Delivery.version.in_(versions))
    waiting = set(ctx.session.scalars(select(Delivery.version).where(*mine, Delivery.live_at.is_(None))))
    made = select(Version.number, Version.at, func.max(Delivery.live_at)).join(
        Delivery, (Delivery.company_id == Version.company_id) & (Delivery.version == Version.number)
    )
    rows = ctx.session.execute(made.where(*mine).group_by(Version.number, Version.at).order_by(Version.number)).all()
    publish(
        ctx,
        company_id,
        [
            VersionLive(**occasion(ctx, company_id), version=number, seconds=max(0.0, (last - at).total_seconds()))
            for number, at, last in rows
            if number not in waiting and last is not None
        ],
    )


def _forget_outbox(ctx: Context, node_id: str, ack: Acknowledgement) -> None:
    told = (Outbox.company_id == ack.company) & (Outbox.node_id == node_id) & (Outbox.version <= ack.version)
    ctx.session.execute(delete(Outbox).where(told))


def _stored(item: TelephonyObject) -> dict[str, Any]:
    """The wire form for the version row; a provider's password stays in the line's locked box alone."""
    return Item.of(without_password(item)).model_dump(mode="json")
