"""Which ways no call took: counted from the decisions that nodes sent."""

from datetime import timedelta

from control_plane.core.clock import now
from tests.kit.customers import Customers
from tests.kit.reporter import Reporter
from wire.facts import Decision, Fact, FactKind, Facts
from wire.reports import ReportOp


def test_ways_that_calls_took_lately_are_told_from_the_others(customers: Customers, node: Reporter) -> None:
    owner = customers.owner
    anna = owner.post("/companies/bluebell/employees", {"name": "Anna", "number": "101"})["id"]
    choices = [{"digits": digit, "destination": {"kind": "employee", "id": anna}} for digit in "123"]
    menu = owner.post("/companies/bluebell/menus", {"name": "Welcome", "choices": choices})["id"]
    facts = [
        Fact(
            id=f"n1/d/1.1/7.{number}",
            call="n1:1.1",
            company="bluebell",
            kind=FactKind.DECISION,
            at=now() - timedelta(days=days),
            decision=Decision(object_kind="menu", object_id=menu, rule="menu-choice", branch=branch),
        )
        for number, (branch, days) in enumerate([("1", 1), ("1", 2), ("2", 40), ("silence", 0)], start=1)
    ]
    assert node.report(ReportOp.FACTS, Facts(facts=tuple(facts))).status == 200

    found = owner.get("/companies/bluebell/coverage")
    ways = {way["branch"]: (way["times"], way["words"]) for way in found["ways"]}
    assert ways["1"] == (2, "the caller presses 1")
    assert (ways["2"][0], ways["3"][0], ways["silence"][0], ways["wrong"][0]) == (0, 0, 1, 0)
    assert found["never"] == 3
    assert [way["times"] for way in found["ways"]][:3] == [0, 0, 0]
    assert owner.get("/companies/bluebell/coverage?days=60")["never"] == 2
    assert customers.rival_owner.get("/companies/rival/coverage")["ways"] == []


def test_looking_back_for_ever_is_refused(customers: Customers) -> None:
    assert customers.owner.ask("GET", "/companies/bluebell/coverage?days=0").status == 422
