"""FreePBX's destinations, such as `ext-group,600,1`: places of its dialplan, written in every table that leads on."""

import re
from typing import Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.fitting import outside
from control_plane.features.freepbx.translating.office import Office
from tenants.model import Destination, DestinationKind, Kind
from tenants.model.objects import kind_of

_FORMS: Final = (
    (re.compile(r"from-did-direct,(\d+),1"), "users"),
    (re.compile(r"ext-local,(\d+),(?:1|dest)"), "users"),
    (re.compile(r"ext-findmefollow,(?:FM)?(\d+),1"), "users"),
    (re.compile(r"from-internal,(\d+),1"), "dialled"),
    (re.compile(r"ext-local,vm[busi](\d+),1"), "voicemail"),
    (re.compile(r"ext-group,(\d+),1"), "ringgroups"),
    (re.compile(r"ext-queues,(\d+),1"), "queues_config"),
    (re.compile(r"ivr-(\d+),(?:s|ivrsel),1"), "ivr_details"),
    (re.compile(r"app-announcement-(\d+),s,1"), "announcement"),
    (re.compile(r"timeconditions,(\d+),1"), "timeconditions"),
    (re.compile(r"app-daynight,(\d+),1"), "daynight"),
    (re.compile(r"ext-meetme,(\d+),1"), "meetme"),
    (re.compile(r"app-pagegroups,(\d+),1"), "paging_config"),
    (re.compile(r"ext-miscdests,(\d+),1"), "miscdests"),
    (re.compile(r"from-trunk,([0-9+*#]+),1"), "incoming"),
    (re.compile(r"(?:park-dial|parkedcalls),(\d+),1"), "parkplus"),
)
_ENDS: Final = re.compile(r"app-blackhole,([a-z-]+),1")
_DIRECTORY: Final = re.compile(r"(?:directory|app-directory),[^,]+,1")
_QUIET_END: Final = "hangup"
MADE_WHEN_WANTED: Final = frozenset({"announcement", "timeconditions", "daynight"})
DEPTH_MAX: Final = 10
"""Inbound routes and misc destinations that lead to one another."""


def destination(office: Office, row: Row, field: str, depth: int = 0) -> Destination | None:
    """Where `field` leads; None for nowhere, with a note when something stands there that is not understood."""
    text = row[field]
    return place_of(office, row, field, text, depth) if text else None


def place_of(office: Office, row: Row, field: str, text: str, depth: int = 0) -> Destination | None:
    """The same of a text."""
    if (ends := _ENDS.fullmatch(text)) is not None:
        if ends[1] != _QUIET_END:
            office.changed(Why.ENDS_CALL, row, field, value=text)
        return office.hang_up()
    if _DIRECTORY.fullmatch(text):
        return Destination(kind=DestinationKind.DIRECTORY, id=office.company.id)
    for form, table in _FORMS:
        if (found := form.fullmatch(text)) is not None:
            there = _found(office, table, found[1], depth)
            if there is None:
                office.left(Why.POINTS_NOWHERE, row, field, value=text)
            return there
    office.left(Why.UNKNOWN_DESTINATION, row, field, value=text)
    return None


def dialled(office: Office, number: str, depth: int = 0) -> Destination | None:
    """What dialling `number` inside reaches: an object of the office, else a number outside."""
    for table in ("users", "ringgroups", "queues_config", "meetme", "paging_config", "parkplus"):
        if (office.places.get((table, number))) is not None:
            return _found(office, table, number, depth)
    holder = office.holder(number)
    if holder is not None:
        return office.destination((kind_of(holder), holder.id))
    outside_one = outside(office, _without_prefix(office, number))
    return Destination(kind=DestinationKind.OUTSIDE, number=outside_one) if outside_one is not None else None


def _without_prefix(office: Office, number: str) -> str:
    """Without what is dialled before numbers outside, when it is one digit more than the number can have."""
    prefix = office.profile.get("outside_prefix") or office.company.profile.outside_prefix or ""
    without = number.removeprefix(prefix) if prefix else number
    return without if outside(office, without) is not None else number


def _found(office: Office, table: str, key: str, depth: int) -> Destination | None:
    if depth > DEPTH_MAX:
        return None
    if table == "dialled":
        return dialled(office, key, depth + 1)
    if table in ("miscdests", "incoming"):
        return _through(office, table, key, depth + 1)
    if table in MADE_WHEN_WANTED:
        return _wanted(office, table, key)
    known = office.places.get((table, key))
    return office.destination(known) if known is not None else None


def _through(office: Office, table: str, key: str, depth: int) -> Destination | None:
    """A misc destination is what it dials; an inbound route is where its calls go."""
    for row in office.source.table(table):
        if row.key == key:
            if table == "incoming":
                return destination(office, row, "destination", depth)
            return dialled(office, row["destdial"].strip(), depth)
    return None


def _wanted(office: Office, table: str, key: str) -> Destination | None:
    """A call path for what is no object of its own here; it is made once, after everything else."""
    known = office.places.get((table, key))
    if known is None:
        row = next((row for row in office.source.table(table) if row.key == key), None)
        if row is None:
            return None
        office.reserve((table, key), Kind.FLOW)
        office.wanted.append((table, row))
        known = office.places[(table, key)]
    return office.destination(known)
