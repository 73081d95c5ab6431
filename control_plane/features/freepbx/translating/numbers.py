"""Inbound routes become public numbers; routes for certain callers become caller rules."""

import re
from typing import Any, Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.destinations import destination
from control_plane.features.freepbx.translating.fitting import name_from, outside, prefix_from
from control_plane.features.freepbx.translating.hours import schedule_of
from control_plane.features.freepbx.translating.office import Office
from control_plane.features.freepbx.translating.time_groups import is_weekly
from tenants.model import CallerRule, Destination, Kind, Number, Treatment

_CONDITION: Final = re.compile(r"timeconditions,(\d+),1")
_BLACKLIST: Final = "blacklist"
_ANONYMOUS: Final = frozenset({"blocked", "unknown", "anonymous", "private", "withheld"})
_TO: Final = "dest"


def make_numbers(office: Office) -> None:
    known = {number.number: number.id for number in office.company.all_of(Number)}
    for row in office.source.table("incoming"):
        if not row["cidnum"]:
            _make_number(office, row, known)
    for row in office.source.table("incoming"):
        if row["cidnum"]:
            _make_rule(office, row, known)
    _block(office)


def _make_number(office: Office, row: Row, known: dict[str, str]) -> None:
    number = outside(office, row["extension"])
    if number is None:
        why = Why.NO_OUTSIDE_NUMBER if row["extension"] else Why.ANY_NUMBER
        office.left(why, row, "extension", value=row["extension"] or row["destination"])
        office.ignore([row], *row.values)
        return
    if number in known:
        office.changed(Why.EXISTS, row, value=number, other=number)
        office.ignore([row], *row.values)
        return
    label = name_from(row["description"], "") or None
    prefix = prefix_from(office, row, "grppre")
    known[number] = office.new_id()
    office.make(Number, row, known[number], number=number, label=label, prefix=prefix, **_way(office, row))


def _way(office: Office, row: Row) -> dict[str, Any]:
    """A number that a time condition of the week decides about has opening hours of its own."""
    led = _CONDITION.fullmatch(row["destination"])
    key = led[1] if led is not None else None
    condition = next((each for each in office.source.table("timeconditions") if each.key == key), None)
    if condition is None or not is_weekly(office, condition["time"]):
        return {"destination": destination(office, row, "destination")}
    office.ignore([condition], "displayname")
    return {
        "hours": schedule_of(office, condition),
        "destination": destination(office, condition, "truegoto"),
        "closed": destination(office, condition, "falsegoto"),
    }


def _make_rule(office: Office, row: Row, known: dict[str, str]) -> None:
    caller, there = outside(office, row["cidnum"]), destination(office, row, "destination")
    number = outside(office, row["extension"]) if row["extension"] else None
    if caller is None or there is None or (row["extension"] and number not in known):
        office.left(Why.PATTERN, row, "cidnum")
        return
    office.changed(Why.AS_CALLER_RULE, row, "cidnum")
    numbers = (known[number],) if number is not None else None
    name = name_from(row["description"], caller)
    _rule(office, row, name, caller, there, numbers)


def _rule(
    office: Office, row: Row, name: str, prefix: str, there: Destination | None, numbers: tuple[str, ...] | None = None
) -> None:
    treatment = Treatment.SEND if there is not None else Treatment.BLOCK
    office.make(
        CallerRule,
        row,
        office.new_id(),
        name=name,
        prefix=prefix,
        treatment=treatment,
        destination=there,
        numbers=numbers,
    )


def _block(office: Office) -> None:
    """The blacklist of the key-value database: numbers, `blocked` for hidden ones, `dest` for where they go."""
    listed = office.source.astdb.get(_BLACKLIST, {})
    rows = {key: Row("astdb", {"id": f"{_BLACKLIST}/{key}", "number": key, "value": listed[key]}) for key in listed}
    there = destination(office, rows[_TO], "value") if _TO in rows else None
    for key, row in rows.items():
        if key == _TO:
            continue
        if key.lower() in _ANONYMOUS:
            if listed[key].lower() not in ("", "0", "no"):
                _refuse_hidden(office, there)
            continue
        prefix = outside(office, key)
        if prefix is None:
            office.left(Why.NO_OUTSIDE_NUMBER, row, "number")
        else:
            described = row["value"] if row["value"] not in ("", "1") else key
            _rule(office, row, name_from(described, key), prefix, there)


def _refuse_hidden(office: Office, there: Destination | None) -> None:
    treatment = Treatment.SEND if there is not None else Treatment.BLOCK
    for key, item in list(office.items.items()):
        if key[0] is Kind.NUMBER:
            office.replace(item, anonymous=treatment, anonymous_to=there)
