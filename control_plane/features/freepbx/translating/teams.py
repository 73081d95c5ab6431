"""Ring groups become teams."""

from typing import Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.destinations import destination
from control_plane.features.freepbx.translating.fitting import fitted, name_from, prefix_from, recording
from control_plane.features.freepbx.translating.office import Office
from control_plane.features.freepbx.translating.sounds import music_named
from tenants.model import Destination, DestinationKind, Kind, Team, TeamOrder

_ORDERS: Final = {
    "ringall": TeamOrder.ALL,
    "hunt": TeamOrder.IN_ORDER,
    "random": TeamOrder.RANDOM,
}
_ALMOST: Final = frozenset({"memoryhunt", "firstavailable", "firstnotonphone"})
_RINGS: Final = frozenset({DestinationKind.EMPLOYEE, DestinationKind.TEAM})


def reserve_teams(office: Office) -> None:
    for row in office.source.table("ringgroups"):
        place = ("ringgroups", row["grpnum"])
        if not office.existing(row, row["grpnum"], Team, place):
            office.reserve(place, Kind.TEAM)


def make_teams(office: Office) -> None:
    for row in office.source.table("ringgroups"):
        identifier = office.id_at("ringgroups", row.key, Kind.TEAM)
        if identifier is None or (Kind.TEAM, identifier) in office.company.objects:
            continue
        office.make(
            Team,
            row,
            identifier,
            name=name_from(row["description"], row.key),
            number=office.free_number(row, row.key, Kind.TEAM),
            order=_order(office, row),
            members=_members(office, row),
            ring_seconds=fitted(office, row, "grptime", 5, 180, 20),
            skip_busy=bool(row["cwignore"]),
            prefix=prefix_from(office, row, "grppre"),
            music=music_named(office, row, "ringing"),
            overflow=destination(office, row, "postdest"),
            record=recording(office, row, "recording"),
        )


def _order(office: Office, row: Row) -> TeamOrder:
    strategy = row["strategy"].removesuffix("-prim")
    order = _ORDERS.get(strategy, TeamOrder.IN_ORDER if strategy in _ALMOST else TeamOrder.ALL)
    if strategy != row["strategy"] or strategy not in _ORDERS:
        office.changed(Why.STRATEGY, row, "strategy", other=order.value)
    return order


def _members(office: Office, row: Row) -> tuple[Destination, ...]:
    found = []
    for member in filter(None, row["grplist"].split("-")):
        place = office.places.get(("users", member)) or office.places.get(("ringgroups", member))
        there = office.destination(place) if place is not None else None
        if there is not None and there.kind in _RINGS:
            found.append(there)
        else:
            office.left(Why.OUTSIDE_MEMBER if member.endswith("#") else Why.NOBODY, row, "grplist", value=member)
    return tuple(dict.fromkeys(found))[:100]
