"""Every way through a company has a name, and calls that take it say that name."""

from typing import Any

import pytest

from tenants.calls.decision import Rule
from tenants.lint.branches import branches
from tenants.model import (
    Company,
    Destination,
    DestinationKind,
    Flow,
    Menu,
    MenuChoice,
    Schedule,
    Team,
    Weekday,
    WeeklySpan,
)
from tenants.simulate import Answer
from tests.unit.calls.office import OUTSIDE, call, colleague, office, to

NUMBER = "+74951110000"
TO_MENU = Destination(kind=DestinationKind.MENU, id="menu")
FLOW = {
    "id": "flow",
    "name": "Flow",
    "number": "500",
    "start": "ask",
    "steps": [
        {
            "name": "ask",
            "do": "ask",
            "prompt": {"text": "?"},
            "into": "code",
            "attempts": 1,
            "then": "look",
            "wrong": "end",
        },
        {
            "name": "look",
            "do": "branch",
            "cases": [{"variable": "code", "equals": "1", "then": "ring"}],
            "otherwise": "fetch",
        },
        {
            "name": "ring",
            "do": "ring",
            "destination": {"kind": "employee", "id": "acme-102"},
            "seconds": 10,
            "otherwise": "end",
        },
        {"name": "fetch", "do": "fetch", "url": "https://a.example/x", "variables": ["x"], "then": "end"},
        {"name": "end", "do": "end"},
    ],
}


@pytest.fixture
def firm() -> Company:
    weekly = (WeeklySpan(days=(Weekday.MONDAY,), opens="09:00", closes="18:00"),)
    made = office(
        colleague("104", forward_always=to("102")),
        Schedule(id="hours", name="Hours", weekly=weekly),
        Schedule(id="unused", name="Unused", weekly=weekly),
        Menu(id="menu", name="Menu", choices=(MenuChoice(digits="1", destination=to("102")),), attempts=1),
        Flow.model_validate(FLOW),
        Team(id="team", name="Team", number="200", members=(to("102"),), overflow=TO_MENU),
    )
    number = made.numbers_by_number[NUMBER]
    wish = {"hours": "hours", "destination": TO_MENU, "closed": to("103")}
    return made.changed(2, [number.model_copy(update=wish)], [])


CALLS: tuple[tuple[str, str, dict[str, Any], set[tuple[str, str, str]]], ...] = (
    (
        OUTSIDE,
        NUMBER,
        {"presses": ["1"]},
        {
            ("number-destination", "acme-number-74951110000", "open"),
            ("opening-hours", "hours", "open"),
            ("menu-choice", "menu", "1"),
        },
    ),
    (OUTSIDE, NUMBER, {}, {("menu-choice", "menu", "silence")}),
    (OUTSIDE, NUMBER, {"presses": ["9"]}, {("menu-choice", "menu", "wrong")}),
    ("101", "200", {"answers": {"102": Answer.NO_ANSWER}}, {("overflow", "team", "")}),
    ("101", "104", {}, {("forward", "acme-104", "always")}),
    (
        "101",
        "500",
        {"presses": ["1"]},
        {
            ("flow-step", "flow", "ask digits"),
            ("flow-step", "flow", "look case-1"),
            ("flow-step", "flow", "ring reached"),
        },
    ),
    (
        "101",
        "500",
        {"presses": ["1"], "answers": {"102": Answer.BUSY}},
        {("flow-step", "flow", "ring not-reached"), ("flow-step", "flow", "end")},
    ),
    (
        "101",
        "500",
        {"presses": ["7"]},
        {("flow-step", "flow", "look otherwise"), ("flow-step", "flow", "fetch failed")},
    ),
    ("101", "500", {}, {("flow-step", "flow", "ask silence")}),
)


@pytest.mark.parametrize(("caller", "dials", "script", "taken"), CALLS)
def test_calls_say_which_ways_they_take(
    firm: Company, caller: str, dials: str, script: dict[str, Any], taken: set[tuple[str, str, str]]
) -> None:
    known = {branch.key for branch in branches(firm)}
    assert taken <= known
    decisions = call(firm, caller, dials, **script).decisions
    assert taken <= {(decision.rule.value, decision.object_id, decision.branch) for decision in decisions}


def test_only_what_is_set_up_is_a_way(firm: Company) -> None:
    keys = [branch.key for branch in branches(firm)]
    assert len(keys) == len(set(keys))
    assert not [key for key in keys if key[1] == "unused"]
    assert [key for key in keys if key[0] == Rule.FORWARD] == [("forward", "acme-104", "always")]
    assert ("menu-choice", "menu", "dialled") not in keys
