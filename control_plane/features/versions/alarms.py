"""Telling the operator of nodes that refuse a version or do not answer: once, and again each hour while it lasts."""

from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy import func, select, update

from control_plane.core.context import Context
from control_plane.features.events.service import occasion, publish
from control_plane.features.nodes.models import Placement
from control_plane.features.versions.models import Delivery, Version
from control_plane.features.versions.queries import LATE
from tenants.extend.events.versions import VersionStuck
from wire.reports import AckState

REPEAT: Final = timedelta(hours=1)
AT_ONCE: Final = 100
log = structlog.get_logger("alarms")


def alarm_of_refusal(ctx: Context, company_id: str, number: int, node_id: str) -> None:
    """A node has just refused a version; it is told once, however often it is refused."""
    delivery = ctx.session.get(Delivery, (company_id, number, node_id), populate_existing=True)
    if delivery is not None and delivery.live_at is None and delivery.alarmed_at is None:
        _alarm(ctx, delivery)


def alarm_of_silence(ctx: Context) -> int:
    """Nodes that have not taken the newest version for `LATE`: how many were told. Two that look at once tell once."""
    moment = ctx.clock()
    pending = (
        select(Delivery.company_id, Delivery.node_id, func.max(Delivery.version).label("version"))
        .join(Placement, (Placement.company_id == Delivery.company_id) & (Placement.node_id == Delivery.node_id))
        .join(Version, (Version.company_id == Delivery.company_id) & (Version.number == Delivery.version))
        .where(Delivery.live_at.is_(None), Version.at < moment - LATE)
        .group_by(Delivery.company_id, Delivery.node_id)
        .having((func.max(Delivery.alarmed_at).is_(None)) | (func.max(Delivery.alarmed_at) < moment - REPEAT))
        .limit(AT_ONCE)
        .subquery()
    )
    same = (Delivery.company_id == pending.c.company_id) & (Delivery.node_id == pending.c.node_id)
    late = select(Delivery).join(pending, same & (Delivery.version == pending.c.version))
    found = ctx.session.scalars(late.with_for_update(of=Delivery, skip_locked=True)).all()
    for delivery in found:
        _alarm(ctx, delivery)
    return len(found)


def _alarm(ctx: Context, delivery: Delivery) -> None:
    version = ctx.session.get_one(Version, (delivery.company_id, delivery.version))
    moment = ctx.clock()
    seconds = max(0.0, round((moment - version.at).total_seconds(), 3))
    refused = delivery.state is AckState.REFUSED
    log.error(
        "ALERT a node refuses a version" if refused else "ALERT a node does not take a version",
        node=delivery.node_id,
        company=delivery.company_id,
        version=delivery.version,
        seconds=seconds,
        reason=delivery.reason,
    )
    mine = (Delivery.company_id == delivery.company_id, Delivery.node_id == delivery.node_id)
    waiting = (Delivery.live_at.is_(None), Delivery.version <= delivery.version)
    ctx.session.execute(update(Delivery).where(*mine, *waiting).values(alarmed_at=moment))
    told = VersionStuck(
        **occasion(ctx, delivery.company_id),
        version=delivery.version,
        node=delivery.node_id,
        refused=refused,
        reason=delivery.reason,
        seconds=seconds,
    )
    publish(ctx, delivery.company_id, [told])
