"""Every way that calls can take through a company, as decisions name it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenants.calls.decision import Rule
from tenants.calls.flow import ways
from tenants.calls.flow.walk import step_branch
from tenants.calls.menu import DIALLED, SILENCE, WRONG
from tenants.calls.turned import When
from tenants.calls.waiting_line import ASKED_FOR_CALLBACK, left_by
from tenants.model import (
    CallerRule,
    Company,
    Employee,
    Flow,
    Kind,
    Menu,
    Number,
    Route,
    Schedule,
    Team,
    TelephonyObject,
    WaitingLine,
    flow,
)
from tenants.model.names import name_of
from tenants.model.objects import kind_of


@dataclass(frozen=True)
class Branch:
    """`rule`, `object_id` and `branch` are what a decision that takes this way says; see `calls.decision`."""

    kind: Kind
    object_id: str
    name: str
    rule: Rule
    branch: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.rule.value, self.object_id, self.branch


def branches(company: Company) -> Iterator[Branch]:
    """In the order of the kinds, then of the names."""
    hours = {number.hours for number in company.all_of(Number)}
    for cls in (Number, Schedule, CallerRule, Menu, Flow, Team, WaitingLine, Employee, Route):
        for item in sorted(company.all_of(cls), key=name_of):
            if not isinstance(item, Schedule) or item.id in hours:
                yield from _of(item)


def _of(item: TelephonyObject) -> Iterator[Branch]:
    for rule, branch in _ways(item):
        yield Branch(kind_of(item), item.id, name_of(item), rule, branch)


def _ways(item: TelephonyObject) -> Iterator[tuple[Rule, str]]:
    match item:
        case Number():
            yield Rule.NUMBER_DESTINATION, "open"
            if item.hours is not None and item.closed is not None:
                yield Rule.NUMBER_DESTINATION, "closed"
        case Schedule():
            yield from ((Rule.OPENING_HOURS, "open"), (Rule.OPENING_HOURS, "closed"))
        case CallerRule():
            yield Rule.CALLER_RULE, ""
        case Menu():
            yield from ((Rule.MENU_CHOICE, branch) for branch in _of_menu(item))
        case Flow():
            yield from ((Rule.FLOW_STEP, branch) for step in item.steps for branch in _of_step(step))
        case Team() if item.overflow is not None:
            yield Rule.OVERFLOW, ""
        case WaitingLine():
            yield from _of_line(item)
        case Employee():
            yield from ((Rule.FORWARD, when.value) for when in When if getattr(item, f"forward_{when.name.lower()}"))
        case Route():
            yield Rule.ROUTE, ""


def _of_menu(menu: Menu) -> Iterator[str]:
    yield from (choice.digits for choice in menu.choices)
    if menu.dial_employees:
        yield DIALLED
    yield from (WRONG, SILENCE)


def _of_step(step: flow.Step) -> Iterator[str]:
    for way in _ways_out(step):
        yield step_branch(step.name, way)


def _ways_out(step: flow.Step) -> tuple[str, ...]:
    match step:
        case flow.BranchStep():
            return (*(f"case-{index}" for index in range(1, len(step.cases) + 1)), ways.OTHERWISE)
        case flow.AskStep():
            return ways.DIGITS, ways.SILENCE
        case flow.RingStep() | flow.QueueStep():
            return ways.REACHED, ways.NOT_REACHED
        case flow.FetchStep():
            return ways.ANSWERED, ways.FAILED
        case _:
            return ("",)


def _of_line(line: WaitingLine) -> Iterator[tuple[Rule, str]]:
    yield Rule.WAITED, "answered"
    if line.overflow is not None:
        yield Rule.OVERFLOW, ""
    yield from ((Rule.WAITED, left_by(choice.digit)) for choice in line.exits)
    if line.callback_digit:
        yield Rule.WAITED, ASKED_FOR_CALLBACK
