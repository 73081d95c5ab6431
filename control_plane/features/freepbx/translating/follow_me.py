"""Find me / follow me: what else rings when somebody is called."""

from dataclasses import dataclass
from typing import Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.destinations import place_of
from control_plane.features.freepbx.translating.fitting import outside
from control_plane.features.freepbx.translating.office import NewPhone, Office
from tenants.model import Destination, RingOrder, RingStep

_ON: Final = "DIRECT"
_IN_TURN: Final = frozenset({"hunt", "memoryhunt", "firstavailable", "firstnotonphone"})
_MOST: Final = 10


@dataclass
class FollowMe:
    """`seconds` 0: as the extension has it."""

    steps: tuple[RingStep, ...] = ()
    order: RingOrder | None = None
    seconds: int = 0
    otherwise: Destination | None = None


def follow_me(office: Office, row: Row, number: str, phones: list[NewPhone]) -> FollowMe:
    members = [part for part in row["grplist"].split("-") if part]
    switched = office.source.astdb.get("AMPUSER", {}).get(f"{number}/followme/ddial")
    if set(members) <= {number} or (switched is not None and switched != _ON):
        # Every extension has such a row, and most have never used it.
        office.ignore([row], *row.values)
        return FollowMe()
    if switched is None:
        office.left(Why.NOT_IN_FILE, row, "grplist")
        office.ignore([row], *row.values)
        return FollowMe()
    ring = min(max(row.number("grptime", 20), 5), 180)
    first = max(0, row.number("pre_ring"))
    steps = _steps(office, row, number, phones, members, first, ring)
    text = row["postdest"]
    otherwise = place_of(office, row, "postdest", text) if text and not text.endswith(",dest") else None
    strategy = row["strategy"].removesuffix("-prim").removesuffix("v2")
    order = RingOrder.IN_ORDER if strategy in _IN_TURN else None
    return FollowMe(steps, order, min(180, first + ring), otherwise)


def _steps(
    office: Office, row: Row, number: str, phones: list[NewPhone], members: list[str], first: int, ring: int
) -> tuple[RingStep, ...]:
    confirm = bool(row["needsconf"])
    steps = [RingStep(phone=phone.id, seconds=ring) for phone in phones] if number in members or first else []
    for member in members:
        if member == number:
            continue
        called = outside(office, member.rstrip("#")) if member.endswith("#") else None
        if called is None:
            office.left(Why.COLLEAGUE_STEP, row, "grplist", value=member)
        else:
            steps.append(RingStep(number=called, after=min(first, 120), seconds=ring, confirm=confirm))
    return tuple(steps[:_MOST])
