"""Interactive menus (IVR), and announcements, which become call paths."""

import re
from collections import defaultdict
from typing import Any, Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.destinations import destination
from control_plane.features.freepbx.translating.fitting import fitted, name_from
from control_plane.features.freepbx.translating.office import Office
from control_plane.features.freepbx.translating.sounds import prompt_of
from tenants.model import Destination, Flow, Kind, Menu, MenuChoice

_DIGITS: Final = re.compile(r"[0-9*#]{1,4}")
_SILENCE: Final = "t"
_WRONG: Final = "i"
_NO_DIALLING: Final = frozenset({"", "disabled", "0"})
_DIALLING: Final = frozenset({"ext-local", "from-did-direct-ivr", "enabled", "1", "checked"})
_CHOICES: Final = 40


def reserve_menus(office: Office) -> None:
    for row in office.source.table("ivr_details"):
        office.reserve(("ivr_details", row["id"]), Kind.MENU)


def make_menus(office: Office) -> None:
    entries: dict[str, list[Row]] = defaultdict(list)
    for entry in office.source.table("ivr_entries"):
        entries[entry["ivr_id"]].append(entry)
    for row in office.source.table("ivr_details"):
        identifier = office.id_at("ivr_details", row.key, Kind.MENU)
        assert identifier is not None
        choices, special = _choices(office, entries.get(row.key, []))
        office.make(
            Menu,
            row,
            identifier,
            name=name_from(row["name"], f"IVR {row.key}"),
            greeting=prompt_of(office, row, "announcement"),
            choices=choices,
            dial_employees=_dialling(office, row),
            wait_seconds=fitted(office, row, "timeout_time", 1, 60, 5),
            attempts=_attempts(row),
            wrong=prompt_of(office, row, "invalid_retry_recording"),
            on_silence=destination(office, row, "timeout_destination") or special.get(_SILENCE),
            on_wrong=destination(office, row, "invalid_destination") or special.get(_WRONG),
        )


def _choices(office: Office, entries: list[Row]) -> tuple[tuple[MenuChoice, ...], dict[str, Destination]]:
    found: dict[str, MenuChoice] = {}
    special: dict[str, Destination] = {}
    for entry in entries:
        digits = entry["selection"]
        there = destination(office, entry, "dest")
        if there is None:
            continue
        if digits in (_SILENCE, _WRONG):
            special[digits] = there
        elif _DIGITS.fullmatch(digits) and len(found) < _CHOICES:
            found.setdefault(digits, MenuChoice(digits=digits, destination=there))
        else:
            office.left(Why.FIELD, entry, "selection")
    return tuple(found.values()), special


def _dialling(office: Office, row: Row) -> bool | None:
    text = row["directdial"].lower()
    if text not in _NO_DIALLING | _DIALLING:
        office.left(Why.FIELD, row, "directdial")
    return True if text in _DIALLING else None


def _attempts(row: Row) -> int:
    """FreePBX counts the repetitions, we count how often the greeting is played."""
    return min(10, 1 + max(0, row.number("timeout_loops"), row.number("invalid_loops")))


def make_announcement(office: Office, row: Row) -> None:
    """Say something, then lead on."""
    identifier = office.id_at("announcement", row.key, Kind.FLOW)
    assert identifier is not None
    prompt = prompt_of(office, row, "recording_id")
    there = destination(office, row, "post_dest")
    last: dict[str, Any] = (
        {"name": "on", "do": "hand", "destination": there} if there is not None else {"name": "on", "do": "end"}
    )
    says = [{"name": "say", "do": "say", "prompt": prompt, "then": "on"}] if prompt is not None else []
    steps = [*says, last]
    name = name_from(row["description"], f"Announcement {row.key}")
    office.changed(Why.AS_CALL_PATH, row, name=name)
    office.make(Flow, row, identifier, name=name, start=steps[0]["name"], steps=steps)
