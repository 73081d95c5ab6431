"""Nodes that refuse a version or do not answer: shown, sent again, and told to the operator."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.features.versions.alarms import alarm_of_silence
from control_plane.features.versions.models import Delivery, Version
from control_plane.features.versions.publisher import Publisher
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter

PLACE = "/companies/bluebell"


@pytest.fixture
def publisher(customers: Customers, engines: Engines) -> Iterator[Publisher]:
    made = Publisher(engines.settings)
    yield made
    made.engine.dispose()
    made.redis.close()


def change(owner: Program) -> int:
    return int(owner.patch(PLACE, {"area_code": "495"})["change"]["version"])


def time_passes(engines: Engines, seconds: float) -> None:
    with Session(engines.database) as session, session.begin():
        session.execute(update(Version).values(at=Version.at - timedelta(seconds=seconds)))
        session.execute(update(Delivery).values(alarmed_at=Delivery.alarmed_at - timedelta(seconds=seconds)))


def look(engines: Engines) -> list[dict[str, Any]]:
    """What the operator is told."""
    with capture_logs() as logs, Session(engines.database) as session, session.begin():
        alarm_of_silence(Context(session, SYSTEM, engines.settings))
    return [dict(entry) for entry in logs if "ALERT" in entry["event"]]


def alerts_of(entries: list[Any], company: str = "bluebell") -> list[int]:
    return [entry["version"] for entry in entries if entry["company"] == company]


def test_a_refusal_is_shown_with_its_reason_and_alarms_at_once(
    customers: Customers, owner: Program, node: Reporter, publisher: Publisher
) -> None:
    number = change(owner)
    publisher.publish_due()
    made = owner.get(f"{PLACE}/versions/{number}")
    with capture_logs() as logs:
        for _ in range(2):
            node.acknowledge("bluebell", number, made["state_hash"], refused="the disk is full")
    alerts = [entry for entry in logs if "ALERT" in entry["event"]]
    assert [(each["node"], each["version"], each["reason"]) for each in alerts] == [("n1", number, "the disk is full")]
    shown = owner.get(f"{PLACE}/versions/{number}")
    (delivery,) = shown["deliveries"]
    assert (shown["state"], delivery["reason"], delivery["attempts"]) == ("refused", "the disk is full", 1)
    assert delivery["alarmed_at"] is not None
    assert delivery["next_try_at"] > now().isoformat()[:19], "it is sent again"
    waiting = [each for each in customers.operator.get("/waiting")["items"] if each["company"] == "bluebell"]
    assert [(each["version"], each["reason"]) for each in waiting] == [(number, "the disk is full")]


def test_a_silent_node_alarms_after_half_a_minute_once_and_again_each_hour(
    customers: Customers, owner: Program, engines: Engines
) -> None:
    number = change(owner)
    assert look(engines) == []
    assert customers.operator.get("/waiting")["items"] == []
    time_passes(engines, 40)
    assert alerts_of(look(engines)) == [number], "the newest version tells it for all before"
    assert alerts_of(look(engines)) == []
    assert number in [each["version"] for each in customers.operator.get("/waiting")["items"]]
    time_passes(engines, 3700)
    assert alerts_of(look(engines)) == [number]


def test_a_node_that_has_caught_up_alarms_nobody(
    customers: Customers, owner: Program, engines: Engines, node: Reporter
) -> None:
    number = change(owner)
    node.acknowledge("bluebell", number, owner.get(f"{PLACE}/versions/{number}")["state_hash"])
    time_passes(engines, 40)
    assert alerts_of(look(engines)) == []
    (delivery,) = owner.get(f"{PLACE}/versions/{number}")["deliveries"]
    assert (delivery["state"], delivery["attempts"], delivery["next_try_at"]) == ("live", 0, None)


def test_what_other_companies_wait_for_is_the_operators_to_see(customers: Customers) -> None:
    assert customers.owner.ask("GET", "/waiting").status == 403
    assert customers.reseller.ask("GET", "/waiting").status == 403
