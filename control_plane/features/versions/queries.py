"""Reading versions and how far they have come."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.paging import Page, bad_cursor, decode_cursor, encode_cursor
from control_plane.core.problems import NotFound
from control_plane.features.versions.models import Delivery, Outbox, Version
from wire.reports import AckState

LARGEST_NUMBER = 2**31 - 1
"""What the column holds."""
LATE = timedelta(seconds=30)
"""A node that has not answered for so long is a matter for the operator; it pulls at least as often by itself."""
State = Literal["live", "publishing", "refused"]


@dataclass(frozen=True)
class Progress:
    """How far a version has come: "live on `live` of `nodes` nodes in `seconds` s"."""

    version: Version
    deliveries: list[Delivery]
    retries: Mapping[str, Outbox] = field(default_factory=dict)
    """By node: how often what it has not acknowledged was sent, and when it is sent again."""

    @property
    def nodes(self) -> int:
        return len(self.deliveries)

    @property
    def live(self) -> int:
        return sum(d.live_at is not None for d in self.deliveries)

    @property
    def state(self) -> State:
        if self.live == self.nodes:
            return "live"
        return "refused" if any(d.state is AckState.REFUSED for d in self.deliveries) else "publishing"

    @property
    def seconds(self) -> float | None:
        """From the change until the last node; None while publishing or when no node serves the company."""
        moments = [d.live_at for d in self.deliveries if d.live_at is not None]
        return self.since(max(moments)) if moments and self.state == "live" else None

    def since(self, moment: datetime) -> float:
        return max(0.0, round((moment - self.version.at).total_seconds(), 4))


def get_progress(ctx: Context, company_id: str, number: int) -> Progress:
    """Raises NotFound."""
    version = ctx.session.get(Version, (company_id, number)) if number <= LARGEST_NUMBER else None
    if version is None:
        raise NotFound(f"There is no version {number} of this company.")
    return _with_deliveries(ctx, company_id, [version])[0]


def list_progress(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[Progress]:
    """Newest first. Raises Invalid for a cursor that is not ours."""
    statement = select(Version).where(Version.company_id == company_id).order_by(Version.number.desc())
    if after := decode_cursor(cursor, 1):
        if not (after[0].isascii() and after[0].isdigit() and len(after[0]) <= 18):
            raise bad_cursor()
        statement = statement.where(Version.number < int(after[0]))
    rows = list(ctx.session.scalars(statement.limit(limit + 1)))
    following = encode_cursor(str(rows[limit - 1].number)) if len(rows) > limit else None
    return Page(_with_deliveries(ctx, company_id, rows[:limit]), following)


def cursor_at(number: int) -> str:
    """Where in the list a version is the first."""
    return encode_cursor(str(number + 1))


def _with_deliveries(ctx: Context, company_id: str, versions: list[Version]) -> list[Progress]:
    numbers = [version.number for version in versions]
    statement = select(Delivery).where(Delivery.company_id == company_id, Delivery.version.in_(numbers))
    by_version: dict[int, list[Delivery]] = defaultdict(list)
    for delivery in ctx.session.scalars(statement.order_by(Delivery.node_id)):
        by_version[delivery.version].append(delivery)
    waiting = {each.node_id for deliveries in by_version.values() for each in deliveries if each.live_at is None}
    outbox = select(Outbox).where(Outbox.company_id == company_id, Outbox.node_id.in_(waiting))
    retries = {row.node_id: row for row in ctx.session.scalars(outbox)} if waiting else {}
    return [Progress(version, by_version[version.number], retries) for version in versions]


@dataclass(frozen=True)
class Waiting:
    """A version that a node has not taken, with the newest attempt to bring it there."""

    delivery: Delivery
    version: Version
    retry: Outbox | None


def list_waiting(ctx: Context, *, limit: int = 500) -> list[Waiting]:
    """Of all companies: what nodes refuse, or have not taken for longer than usual; the oldest first."""
    statement = select(Delivery, Version, Outbox).join(
        Version, (Version.company_id == Delivery.company_id) & (Version.number == Delivery.version)
    )
    statement = statement.outerjoin(
        Outbox, (Outbox.company_id == Delivery.company_id) & (Outbox.node_id == Delivery.node_id)
    )
    late = (Version.at < ctx.clock() - LATE) | (Delivery.state == AckState.REFUSED)
    rows = ctx.session.execute(statement.where(Delivery.live_at.is_(None), late).order_by(Version.at).limit(limit))
    return [Waiting(delivery, version, retry) for delivery, version, retry in rows]
