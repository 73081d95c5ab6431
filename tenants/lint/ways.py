"""Where a call goes from an object that does not keep it."""

from dataclasses import dataclass
from typing import Final

from tenants.model import (
    Company,
    Destination,
    DestinationKind,
    Employee,
    Flow,
    Menu,
    Number,
    Team,
    TelephonyObject,
    WaitingLine,
)
from tenants.model.flow import HandStep
from tenants.model.objects import CLASSES, Kind


@dataclass(frozen=True)
class Way:
    """`always`: every call takes it. Else only those that nobody took."""

    start: TelephonyObject
    end: TelephonyObject | None
    always: bool
    place: str


LEADING_ON: Final = frozenset({Employee, Flow, Menu, Number, Team, WaitingLine})
"""What calls are sent on from."""


def way_on(company: Company, item: TelephonyObject) -> Way | None:
    """The way that every call takes, else the one of calls that nobody takes; None when they end here."""
    found = _always(item)
    always = found is not None
    place, reference = found or _unanswered(item) or ("", None)
    return None if reference is None else Way(item, target(company, reference), always, place)


def target(company: Company, reference: Destination | None) -> TelephonyObject | None:
    """The object that `reference` points at, also a number of the company that is dialled from outside."""
    if reference is None or reference.kind in {DestinationKind.HANG_UP, DestinationKind.DIRECTORY}:
        return None
    if reference.kind is DestinationKind.OUTSIDE:
        return company.numbers_by_number.get(reference.number or "")
    return company.get(CLASSES[Kind(reference.kind.value)], reference.id)


def _always(item: TelephonyObject) -> tuple[str, Destination | None] | None:
    match item:
        case Employee() if item.forward_always is not None:
            return "forward_always", item.forward_always
        case Number() if item.hours is None and item.destination is not None:
            return "destination", item.destination
        case Team() if not item.members:
            return "overflow", item.overflow
        case WaitingLine() if not item.agents and not item.join_without_agents:
            return "overflow", item.overflow
        case Menu() if not item.choices and not item.dial_employees:
            return "on_silence", item.on_silence
        case Flow():
            return _begins_by_handing(item)
    return None


def _begins_by_handing(flow: Flow) -> tuple[str, Destination] | None:
    for index, step in enumerate(flow.steps):
        if step.name == flow.start and isinstance(step, HandStep):
            return f"steps.{index}.destination", step.destination
    return None


def _unanswered(item: TelephonyObject) -> tuple[str, Destination | None] | None:
    match item:
        case Employee():
            return "forward_no_answer", item.forward_no_answer
        case Number():
            return "destination", item.destination
        case Team() | WaitingLine():
            return "overflow", item.overflow
        case Menu():
            return "on_silence", item.on_silence
    return None
