"""What a page says about a change while it travels."""

from datetime import UTC, datetime, timedelta

import pytest

from control_plane.features.versions.models import Delivery, Version
from control_plane.features.versions.queries import Progress
from control_plane.features.versions.stages import Stage, view_of
from wire.reports import AckState

MADE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return MADE + timedelta(seconds=seconds)


def delivered(node: str, seconds: float) -> Delivery:
    return Delivery(node_id=node, state=AckState.LIVE, live_at=at(seconds), reason="")


def silent(node: str) -> Delivery:
    return Delivery(node_id=node, state=None, live_at=None, reason="")


def refused(node: str) -> Delivery:
    return Delivery(node_id=node, state=AckState.REFUSED, live_at=None, reason="The document has no profile.")


def version(*deliveries: Delivery) -> Progress:
    row = Version(number=12, at=MADE, author="Olga", summary="Company created")
    return Progress(row, list(deliveries))


@pytest.mark.parametrize(
    ("seconds", "stage", "poll"),
    [(0.05, Stage.PUBLISHING, "100ms"), (3, Stage.WAITING, "500ms"), (5.1, Stage.LATE, "2s")],
)
def test_the_page_asks_less_often_the_longer_it_takes(seconds: float, stage: Stage, poll: str) -> None:
    view = view_of(version(silent("n1")), at(seconds))
    assert (view.stage, view.poll) == (stage, poll)


def test_live_everywhere_tells_the_slowest_node_and_asks_no_more() -> None:
    view = view_of(version(delivered("n1", 0.03), delivered("n2", 0.08)), at(60))
    assert (view.stage, view.live, view.nodes, view.took, view.poll) == (Stage.LIVE, 2, 2, 0.08, "")


def test_a_refusal_names_the_node_and_its_reason() -> None:
    view = view_of(version(delivered("n1", 0.03), refused("n2")), at(1))
    assert (view.stage, view.node, view.reason) == (Stage.REFUSED, "n2", "The document has no profile")


def test_a_node_that_does_not_answer_is_late_after_five_seconds() -> None:
    view = view_of(version(delivered("n1", 0.03), silent("n2")), at(6))
    assert (view.stage, view.node, view.live, view.nodes) == (Stage.LATE, "n2", 1, 2)


def test_a_company_without_nodes_waits_for_nobody() -> None:
    assert view_of(version(), at(60)).stage is Stage.NOWHERE


def test_a_node_whose_clock_is_behind_took_no_negative_time() -> None:
    assert view_of(version(delivered("n1", -0.5)), at(1)).took == 0
