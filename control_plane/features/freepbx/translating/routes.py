"""Outbound routes: each pattern says which numbers, and how the provider wants them."""

from collections import defaultdict
from typing import Final

import phonenumbers

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.fitting import name_from
from control_plane.features.freepbx.translating.office import Office
from control_plane.features.freepbx.translating.patterns import Meant, NotAPattern, meant
from tenants.calls.outside_number import is_emergency
from tenants.model import Kind, Route

_FIRST: Final = 100
_STEP: Final = 5
_LAST: Final = 1000
_PREFIXES: Final = 200
Way = tuple[int, int, int, str, bool]


def make_routes(office: Office) -> None:
    order = {row["route_id"]: row.number("seq") for row in office.source.table("outbound_route_sequence")}
    trunks: dict[str, list[Row]] = defaultdict(list)
    for row in office.source.table("outbound_route_trunks"):
        trunks[row["route_id"]].append(row)
    patterns: dict[str, list[Row]] = defaultdict(list)
    for row in office.source.table("outbound_route_patterns"):
        patterns[row["route_id"]].append(row)
    prefix = _dialled_before(office)
    position = _FIRST
    for row in sorted(office.source.table("outbound_routes"), key=lambda row: order.get(row.key, 0)):
        lines = _lines(office, trunks.get(row["route_id"], []))
        if not lines:
            office.left(Why.NO_HOST, row, "name")
            continue
        position = _make(office, row, lines, patterns.get(row.key, []), prefix, position)


def _dialled_before(office: Office) -> str:
    """What all patterns have before numbers outside, when the company has nothing of its own."""
    prefixes = {row["match_pattern_prefix"] for row in office.source.table("outbound_route_patterns")}
    (prefix,) = prefixes if len(prefixes) == 1 else ("",)
    own = office.company.profile.outside_prefix
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(office.country)
    national = metadata.national_prefix if metadata is not None else None
    if own is None and prefix.isdecimal() and len(prefix) <= 2 and prefix != national:
        office.profile["outside_prefix"] = prefix
        row = Row("outbound_route_patterns", {"route_id": "*", "match_pattern_prefix": prefix})
        office.changed(Why.OUTSIDE_PREFIX, row, "match_pattern_prefix")
        return prefix
    return own or ""


def _lines(office: Office, rows: list[Row]) -> tuple[str, ...]:
    found = [
        office.id_at("trunks", row["trunk_id"], Kind.LINE) for row in sorted(rows, key=lambda row: row.number("seq"))
    ]
    return tuple(dict.fromkeys(line for line in found if line is not None))[:20]


def _make(
    office: Office, row: Row, lines: tuple[str, ...], patterns: list[Row], outside_prefix: str, position: int
) -> int:
    """One route of ours for all patterns that are handed on in the same way. Returns the next free position."""
    ways: dict[Way, list[str]] = {}
    for pattern in patterns:
        found = _read(office, pattern, outside_prefix)
        if found is not None:
            key = (found.shortest, found.longest, found.strip, found.prepend, found.plus)
            ways.setdefault(key, []).extend(found.prefixes or ("",))
    for number, ((shortest, longest, strip, prepend, plus), prefixes) in enumerate(ways.items(), 1):
        named = [] if "" in prefixes else list(dict.fromkeys(prefixes))
        name = name_from(row["name"], f"Route {row.key}")
        office.make(
            Route,
            row,
            office.new_id(),
            name=name if number == 1 else name_from(f"{name[:90]} ({number})", name),
            position=min(position, _LAST),
            prefixes=tuple(named[:_PREFIXES]),
            length_min=shortest or None,
            length_max=longest,
            lines=lines,
            strip=strip or None,
            prepend=prepend or None,
            plus=plus,
            hours=office.id_at("timegroups_groups", row["time_group_id"], Kind.SCHEDULE),
        )
        position += _STEP
    office.ignore([row], "seq")
    return position


def _read(office: Office, row: Row, outside_prefix: str) -> Meant | None:
    """What a pattern means; None, with a note, for one that is not understood or not needed."""
    before, passed, prepend = row["match_pattern_prefix"], row["match_pattern_pass"], row["prepend_digits"]
    whole = before + passed
    if is_emergency(passed, office.country) or is_emergency(whole, office.country):
        office.changed(Why.EMERGENCY, row, "match_pattern_pass", value=whole)
        return None
    if row["match_cid"]:
        office.left(Why.PATTERN, row, "match_cid", value=f"{whole}/{row['match_cid']}")
        return None
    dropped = 0
    if before not in ("", outside_prefix):
        # What is dialled before is a part of the number when it is not what all numbers outside have before them.
        passed, dropped = whole, len(before)
    try:
        found = meant(passed, prepend, office.country, dropped)
    except NotAPattern:
        office.left(Why.PATTERN, row, "match_pattern_pass", value=whole)
        return None
    code = _code(office)
    if any(not prefix.startswith(code) for prefix in found.prefixes):
        office.changed(Why.ABROAD, row, "match_pattern_pass", value=whole)
    return found


def _code(office: Office) -> str:
    return f"+{phonenumbers.country_code_for_region(office.country)}"
