"""Permission to debug a call: who gives it, what the node gets, and what is written down."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.context import SYSTEM, Context
from control_plane.features.audit.models import Audit
from control_plane.features.journeys.service import ingest
from node_agent.custom.debugger.permission import Gate, NotPermitted
from tests.kit.customers import Customers
from tests.kit.engines import Engines
from wire.envelope import public_key
from wire.facts import Decision, Fact, FactKind

PLACE = "/companies/bluebell/debugging"


def gate(engines: Engines, **otherwise: Any) -> Gate:
    key = public_key(engines.instance["CARILLON_CONTROL_KEY"])
    wish: dict[str, Any] = {"node": "n1", "control_key": key, "allowed": True}
    return Gate(**wish | otherwise)


def actions(rows: Session) -> list[tuple[str, str]]:
    audits = rows.scalars(select(Audit).where(Audit.company_id == "bluebell").order_by(Audit.id))
    return [(each.actor, each.action) for each in audits if "debug" in each.action.lower()]


def test_an_operators_permission_opens_the_node_once(customers: Customers, engines: Engines, rows: Session) -> None:
    given = customers.operator.post(PLACE, {"from": "101", "minutes": 5})
    node = gate(engines)
    order, seconds = node.admit(given["order"])
    assert (order.company, order.caller, order.permission) == ("bluebell", "101", given["permission"])
    assert 0 < seconds <= 300
    with pytest.raises(NotPermitted, match="has been used"):
        node.admit(given["order"])
    [(actor, action)] = actions(rows)
    assert actor == order.who
    assert given["permission"] in action
    assert "from 101 on n1, 5 minutes" in action


def test_nobody_else_may_permit_it(customers: Customers, rows: Session) -> None:
    for program in (customers.owner, customers.reseller, customers.developer):
        answer = program.ask("POST", PLACE, {})
        assert (answer.status, answer.code) == (403, "forbidden")
    assert customers.rival_owner.ask("POST", PLACE, {}).status == 404
    assert customers.nobody.ask("POST", PLACE, {}).status == 401
    assert actions(rows) == []


def test_a_permission_is_for_a_node_that_serves_the_company_and_for_an_hour_at_most(customers: Customers) -> None:
    wishes: list[tuple[dict[str, Any], str]] = [
        ({"node": "n9"}, "node"),
        ({"minutes": 61}, "minutes"),
        ({"from": "Anna"}, "from"),
    ]
    for wish, field in wishes:
        answer = customers.operator.ask("POST", PLACE, wish)
        assert (answer.status, answer.fields) == (422, {field})


def test_a_permission_is_worthless_on_another_node_later_and_where_the_debugger_is_off(
    customers: Customers, engines: Engines
) -> None:
    sealed = customers.operator.post(PLACE, {})["order"]
    late = datetime.now(UTC) + timedelta(minutes=11)
    for unwilling, why in [
        (gate(engines, node="n2"), "meant for n1"),
        (gate(engines, now=lambda: late), "expired"),
        (gate(engines, allowed=False), "CARILLON_DEBUGGER"),
    ]:
        with pytest.raises(NotPermitted, match=why):
            unwilling.admit(sealed)


def test_the_call_that_was_debugged_is_written_down_once(customers: Customers, engines: Engines, rows: Session) -> None:
    told = Decision(object_kind="", rule="debugged", text="Olga, permission p1")
    left = told.model_copy(update={"result": "failed", "text": "the debugger has left"})
    facts = [
        Fact(
            id=f"n1/d/c1/{number}",
            call="n1:c1",
            company="bluebell",
            kind=FactKind.DECISION,
            at=datetime.now(UTC),
            decision=decision,
        )
        for number, decision in enumerate([told, left])
    ]
    for _ in range(2):
        ingest(Context(rows, SYSTEM, engines.settings), "n1", facts)
        rows.commit()
    assert actions(rows) == [("node n1", "A call was debugged: n1:c1 (Olga, permission p1)")]
