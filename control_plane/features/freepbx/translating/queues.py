"""Queues become waiting lines."""

import re
from typing import Any, Final

from control_plane.features.freepbx.reading.tables import YES, Row, whole
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.destinations import destination
from control_plane.features.freepbx.translating.fitting import fitted, name_from, prefix_from, recording
from control_plane.features.freepbx.translating.office import Office
from control_plane.features.freepbx.translating.sounds import music_named, sound_of
from tenants.model import Agent, ExitChoice, Kind, LineStrategy, WaitingLine

_STRATEGIES: Final = {
    "ringall": LineStrategy.RING_ALL,
    "leastrecent": LineStrategy.LONGEST_IDLE,
    "fewestcalls": LineStrategy.FEWEST_CALLS,
    "random": LineStrategy.RANDOM,
    "rrmemory": LineStrategy.ROUND_ROBIN,
    "rrordered": LineStrategy.ROUND_ROBIN,
    "linear": LineStrategy.IN_ORDER,
}
_MEMBER: Final = re.compile(r"(?:Local/|SIP/|PJSIP/|hint:)?(\d+)(?:@[^,/]+)?(?:/n)?(?:,(\d+))?(?:,.*)?", re.I)
_EMPTY: Final = Row("queues_details", {})


def reserve_queues(office: Office) -> None:
    for row in office.source.table("queues_config"):
        place = ("queues_config", row["extension"])
        if not office.existing(row, row["extension"], WaitingLine, place):
            office.reserve(place, Kind.WAITING_LINE)


def make_queues(office: Office) -> None:
    for row in office.source.table("queues_config"):
        identifier = office.id_at("queues_config", row.key, Kind.WAITING_LINE)
        if identifier is not None and (Kind.WAITING_LINE, identifier) not in office.company.objects:
            _make(office, row, identifier)


def _make(office: Office, row: Row, identifier: str) -> None:
    known = office.source.setting("queues_details", row.key)

    def said(keyword: str) -> Row:
        return known.get(keyword, _EMPTY)

    def seconds(keyword: str, low: int, high: int, default: int) -> int:
        return fitted(office, said(keyword), "data", low, high, default)

    office.make(
        WaitingLine,
        row,
        identifier,
        name=name_from(row["descr"], row.key),
        number=office.free_number(row, row.key, Kind.WAITING_LINE),
        strategy=_strategy(office, said("strategy")),
        agents=_agents(office, row, said("member")),
        ring_seconds=seconds("timeout", 5, 180, 15),
        wrap_up_seconds=seconds("wrapuptime", 0, 86_400, 0),
        priority=seconds("weight", 0, 100, 0),
        length_max=seconds("maxlen", 0, 1000, 0),
        wait_max=fitted(office, row, "maxwait", 0, 86_400, 0),
        join_without_agents=said("joinempty")["data"].lower() in YES or None,
        announce_position=said("announce-position")["data"].lower() in YES | {"limit", "more"} or None,
        announce_wait=said("announce-holdtime")["data"].lower() in YES | {"once"} or None,
        announce_every=seconds("announce-frequency", 15, 600, 60),
        periodic_every=seconds("periodic-announce-frequency", 15, 600, 60),
        service_level_seconds=seconds("servicelevel", 1, 3600, 20),
        greeting=sound_of(office, row, "joinannounce_id"),
        music=music_named(office, said("music"), "data"),
        record=recording(office, said("recording"), "data"),
        prefix=prefix_from(office, row, "grppre"),
        overflow=destination(office, row, "dest"),
        **_menu(office, row),
    )


def _strategy(office: Office, row: Row) -> LineStrategy:
    text = row["data"].lower()
    if text and text not in _STRATEGIES:
        office.changed(Why.STRATEGY, row, "data", other=LineStrategy.RANDOM.value)
        return LineStrategy.RANDOM
    return _STRATEGIES.get(text, LineStrategy.RING_ALL)


def _agents(office: Office, row: Row, members: Row) -> tuple[Agent, ...]:
    """Static members take calls at all times; dynamic ones, of the key-value database, log in and out."""
    found: dict[str, Agent] = {}
    for line in filter(None, members["data"].splitlines()):
        member = _MEMBER.fullmatch(line.strip())
        number, penalty = (member[1], member[2]) if member is not None else (line, None)
        _add_agent(office, members, number, penalty or "0", found, always=True)
    prefix = f"{row.key}/agents/"
    for key, penalty in office.source.astdb.get("QPENALTY", {}).items():
        if key.startswith(prefix):
            kept = Row("astdb", {"id": f"QPENALTY/{key}", "value": penalty})
            _add_agent(office, kept, key.removeprefix(prefix), penalty, found, always=False)
    return tuple(found.values())[:500]


def _add_agent(office: Office, row: Row, number: str, penalty: str, found: dict[str, Agent], *, always: bool) -> None:
    employee = office.id_at("users", number, Kind.EMPLOYEE)
    if employee is None:
        office.left(Why.NOBODY, row, "data", value=number)
    else:
        found.setdefault(employee, Agent(employee=employee, penalty=min(max(whole(penalty), 0), 20), always=always))


def _menu(office: Office, row: Row) -> dict[str, Any]:
    """The menu that waiting callers hear again and again: its greeting, and its single digits as exits."""
    menu = row["ivr_id"]
    details = next((each for each in office.source.table("ivr_details") if each.key == menu), None)
    if details is None:
        return {}
    exits = {}
    for entry in office.source.table("ivr_entries"):
        digit = entry["selection"]
        if entry.key == menu and len(digit) == 1 and digit in "0123456789*#":
            there = destination(office, entry, "dest")
            if there is not None:
                exits[digit] = ExitChoice(digit=digit, destination=there)
    return {"periodic": sound_of(office, details, "announcement"), "exits": tuple(exits.values())[:12] or None}
