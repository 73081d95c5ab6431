"""How far a change has come, as a page tells it: decided from its deliveries and the clock, without a database."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from control_plane.features.versions.models import Delivery
from control_plane.features.versions.queries import Progress
from control_plane.web.sentences import say
from wire.reports import AckState

_USUAL: Final = 2.0
"""Seconds in which a change is normally live everywhere; after them the page asks less often."""
_PATIENCE: Final = 5.0
"""Seconds after which a node that has not answered is a problem to tell about."""


class Stage(StrEnum):
    PUBLISHING = "publishing"
    WAITING = "waiting"
    """Longer than usual, not yet a reason to worry."""
    LATE = "late"
    REFUSED = "refused"
    LIVE = "live"
    NOWHERE = "nowhere"
    """No node serves the company, so there is nothing to wait for."""


_POLL: Final = {Stage.PUBLISHING: "100ms", Stage.WAITING: "500ms", Stage.LATE: "2s", Stage.REFUSED: "5s"}


@dataclass(frozen=True)
class VersionView:
    """A change as pages show it: `live` of `nodes` nodes have it, `took` seconds until the last of them."""

    number: int
    at: datetime
    author: str
    summary: str
    asked: str
    """Why, in the author's words."""
    stage: Stage
    nodes: int
    live: int
    took: float
    node: str
    """The node to tell about when the stage is refused or late."""
    reason: str

    @property
    def poll(self) -> str:
        """How long the page waits before it asks again; empty when there is nothing more to expect."""
        return _POLL.get(self.stage, "")


def view_of(progress: Progress, now: datetime) -> VersionView:
    """The change as it stands `now`, its summary in the reader's language."""
    version = progress.version
    stage = stage_of(progress, (now - version.at).total_seconds())
    trouble = _trouble(progress.deliveries)
    return VersionView(
        number=version.number,
        at=version.at,
        author=version.author,
        summary=say(version.summary),
        asked=version.reason,
        stage=stage,
        nodes=progress.nodes,
        live=progress.live,
        took=progress.seconds or 0.0,
        node=trouble.node_id if trouble else "",
        reason=trouble.reason.rstrip(".") if trouble else "",
    )


@dataclass(frozen=True)
class DeliveryView:
    """How far a change is on one node: `took` seconds; else why not, how often it was sent, when it is sent again."""

    node: str
    live: bool
    refused: bool
    took: float
    reason: str
    attempts: int
    next_try_at: datetime | None
    alarmed_at: datetime | None


def delivery_view(progress: Progress, delivery: Delivery) -> DeliveryView:
    retry = progress.retries.get(delivery.node_id) if delivery.live_at is None else None
    return DeliveryView(
        node=delivery.node_id,
        live=delivery.live_at is not None,
        refused=delivery.live_at is None and delivery.state is AckState.REFUSED,
        took=progress.since(delivery.live_at) if delivery.live_at is not None else 0.0,
        reason=delivery.reason,
        attempts=retry.attempts if retry is not None else 0,
        next_try_at=retry.due_at if retry is not None else None,
        alarmed_at=delivery.alarmed_at,
    )


def stage_of(progress: Progress, age: float) -> Stage:
    """`age` is the time since the change in seconds."""
    if not progress.deliveries:
        return Stage.NOWHERE
    if progress.state == "live":
        return Stage.LIVE
    if progress.state == "refused":
        return Stage.REFUSED
    if age > _PATIENCE:
        return Stage.LATE
    return Stage.WAITING if age > _USUAL else Stage.PUBLISHING


def _trouble(deliveries: list[Delivery]) -> Delivery | None:
    refused = [delivery for delivery in deliveries if delivery.state is AckState.REFUSED]
    silent = [delivery for delivery in deliveries if delivery.live_at is None]
    return next(iter([*refused, *silent]), None)
