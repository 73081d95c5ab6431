"""What people turn by phone on a node is a version of the company, in their name, once."""

from typing import Any

import pytest

from control_plane.core.clock import now
from tenants.calls.memory import Topic
from tests.kit.customers import Customers, Program
from tests.kit.reporter import Reporter
from wire.reports import ReportOp, Switch, Switches

PLACE = "/companies/bluebell"


@pytest.fixture
def anna(owner: Program) -> str:
    return str(owner.post(f"{PLACE}/employees", {"name": "Анна", "number": "101"})["id"])


def turn(node: Reporter, *switches: Switch) -> dict[str, int]:
    answer = node.report(ReportOp.SWITCHES, Switches(switches=switches))
    assert answer.status == 200, answer.text
    taken: dict[str, int] = answer.json["taken"]
    return taken


def switch(topic: Topic, about: str, value: Any, **other: Any) -> Switch:
    given = {"id": "n1:1", "company": "bluebell", "at": now(), **other}
    return Switch(topic=topic, object_id=about, value=value, **given)


def test_do_not_disturb_turned_by_phone_is_a_version_in_the_persons_name(
    owner: Program, node: Reporter, anna: str
) -> None:
    assert turn(node, switch(Topic.DO_NOT_DISTURB, anna, True, by=anna)) == {"n1:1": 3}
    assert owner.get(f"{PLACE}/employees/{anna}")["do_not_disturb"] is True
    version = owner.get(f"{PLACE}/versions/3")
    assert (version["author"], version["summary"]) == ("Анна", "Анна (101) changed")


def test_switch_that_is_sent_again_changes_nothing(owner: Program, node: Reporter, anna: str) -> None:
    first = switch(Topic.DO_NOT_DISTURB, anna, True)
    assert turn(node, first) == {"n1:1": 3}
    owner.patch(f"{PLACE}/employees/{anna}", {"do_not_disturb": False})
    assert turn(node, first) == {"n1:1": 3}
    assert owner.get(f"{PLACE}/employees/{anna}")["do_not_disturb"] is False


def test_switches_come_into_force_in_their_order(owner: Program, node: Reporter, anna: str) -> None:
    outside = {"kind": "outside", "number": "+79161234567"}
    taken = turn(
        node,
        switch(Topic.FORWARD, anna, {"always": outside, "no-answer": outside}, id="a"),
        switch(Topic.FORWARD, anna, {"always": None}, id="b"),
        switch(Topic.PRESENCE, anna, "lunch", id="c"),
        switch(Topic.PRESENCE, anna, "lunch", id="d"),
    )
    assert taken == {"a": 3, "b": 4, "c": 5, "d": 5}
    person = owner.get(f"{PLACE}/employees/{anna}")
    assert (person["forward_always"], person["presence"]) == (None, "lunch")
    assert person["forward_no_answer"]["number"] == "+79161234567"


@pytest.mark.parametrize(
    ("topic", "value"),
    [
        (Topic.DO_NOT_DISTURB, "perhaps"),
        (Topic.PRESENCE, "on the moon"),
        (Topic.FORWARD, {"always": {"kind": "employee", "id": "nobody"}}),
        (Topic.FORWARD, "nonsense"),
        (Topic.DO_NOT_DISTURB, None),
    ],
)
def test_switch_without_sense_is_taken_and_changes_nothing(
    owner: Program, node: Reporter, anna: str, topic: Topic, value: Any
) -> None:
    good = switch(Topic.PRESENCE, anna, "away", id="good")
    assert turn(node, switch(topic, anna, value), good) == {"n1:1": 2, "good": 3}
    assert owner.get(f"{PLACE}/employees/{anna}")["presence"] == "away"


def test_switch_of_something_that_is_gone_is_harmless(owner: Program, node: Reporter, anna: str) -> None:
    owner.delete(f"{PLACE}/employees/{anna}")
    assert turn(node, switch(Topic.DO_NOT_DISTURB, anna, True, by=anna)) == {"n1:1": 3}
    assert turn(node, switch(Topic.CLOSED_NOW, "nowhere", True, id="x")) == {"x": 3}


def test_node_cannot_turn_anything_of_a_company_that_it_does_not_serve(
    customers: Customers, node: Reporter, anna: str
) -> None:
    customers.reseller.delete("/companies/bluebell")
    assert turn(node, switch(Topic.DO_NOT_DISTURB, anna, True)) == {"n1:1": 1}
