"""The JSON files of FreePBX's modules, as its backup writes them since version 15, brought to tables."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from control_plane.features.freepbx.reading.faults import Unreadable
from control_plane.features.freepbx.reading.source import Source
from control_plane.features.freepbx.reading.tables import SETTINGS, WANTED, plain

Configs = Any


def read_module(source: Source, name: str, data: bytes) -> None:
    """`name` is the module's, such as `Core`. Raises Unreadable."""
    configs = _configs(name, data)
    reader = _READERS.get(name.lower())
    if reader is not None:
        try:
            reader(source, configs)
        except (AttributeError, TypeError, KeyError, ValueError, IndexError):
            raise Unreadable("no-json", name) from None
    elif configs:
        source.others[f"module {name.lower()}"] = len(configs)


def _configs(name: str, data: bytes) -> Configs:
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        raise Unreadable("no-json", name) from None
    configs = whole.get("configs") if isinstance(whole, dict) else None
    return configs if isinstance(configs, dict | list) else {}


def _each(rows: Any) -> Iterable[dict[str, Any]]:
    """The rows of a list, or of an object by id; what is no row is left out."""
    values = rows.values() if isinstance(rows, Mapping) else rows or ()
    return (row for row in values if isinstance(row, dict))


def _add(source: Source, table: str, rows: Any) -> None:
    for row in _each(rows):
        if table in SETTINGS:
            source.add_setting(table, plain(row.get("id")), plain(row.get("keyword")), plain(row.get("data")))
        else:
            source.add(table, row)


def _tables(source: Source, configs: Configs) -> None:
    """The form most modules have: `tables`, with the rows of each, and `astdb`."""
    for table, rows in dict(configs.get("tables") or {}).items():
        if table in WANTED:
            _add(source, table, rows)
        elif rows:
            source.others[table] = len(rows)
    _astdb(source, configs.get("astdb"))


def _astdb(source: Source, found: Any) -> None:
    """`[{family: {key: value}}, …]`, as the modules write it."""
    source.has_astdb = source.has_astdb or found is not None
    for entry in _each(found):
        for family, values in entry.items():
            for key, value in dict(values).items():
                source.astdb[str(family)][str(key).strip("/")] = plain(value)


def _core(source: Source, configs: Configs) -> None:
    users = configs.get("Users") or {}
    _add(source, "users", users.get("users"))
    for extension, mine in dict(users.get("astdbConfigs") or {}).items():
        source.has_astdb = True
        if "callwaiting" in mine:
            source.astdb["CW"][str(extension)] = "ENABLED" if mine["callwaiting"] == "enabled" else ""
    devices = configs.get("Devices") or {}
    if isinstance(devices, dict):
        _add(source, "devices", devices.get("devices"))
        _technology(source, devices.get("techTables"))
    _add(source, "incoming", configs.get("Did"))
    trunks = configs.get("Trunks") or {}
    _add(source, "trunks", trunks.get("trunks"))
    _add(source, "trunk_dialpatterns", trunks.get("dialpatterns"))
    _technology(source, trunks.get("techTables"))
    for position, route in enumerate(_each(configs.get("Routing"))):
        _route(source, position, route)


def _technology(source: Source, tables: Any) -> None:
    for table, rows in dict(tables or {}).items():
        if table in SETTINGS:
            _add(source, table, rows)
        elif rows:
            source.others[table] = len(rows)


def _route(source: Source, position: int, route: dict[str, Any]) -> None:
    key = route["route_id"]
    source.add("outbound_routes", route)
    source.add("outbound_route_sequence", {"route_id": key, "seq": route.get("seq", position)})
    _add(source, "outbound_route_patterns", route.get("patterns"))
    trunks = route.get("trunks") or []
    ordered = trunks.items() if isinstance(trunks, dict) else enumerate(trunks)
    for place, trunk in ordered:
        source.add("outbound_route_trunks", {"route_id": key, "trunk_id": trunk, "seq": place})


def _ring_groups(source: Source, configs: Configs) -> None:
    _add(source, "ringgroups", configs.get("groups"))


def _menus(source: Source, configs: Configs) -> None:
    for table, part in (("ivr_details", "ivrs"), ("ivr_entries", "entries")):
        for rows in dict(configs.get(part) or {}).values():
            _add(source, table, rows)


def _follow_me(source: Source, configs: Configs) -> None:
    _tables(source, configs)
    for row in _each(configs.get("fmstatus")):
        source.has_astdb = True
        source.astdb["AMPUSER"][f"{row['grpnum']}/followme/ddial"] = "EXTENSION" if row.get("ddial") else "DIRECT"


def _voicemail(source: Source, configs: Configs) -> None:
    source.has_voicemail = True
    for context, boxes in dict(configs.get("voicemailConf") or {}).items():
        if context not in NO_BOXES:
            for box in _each(boxes):
                options = box.get("options") or {}
                kept = "|".join(f"{name}={value}" for name, value in options.items()) if options else ""
                source.add("voicemail", {**box, "options": kept})


NO_BOXES: Final = frozenset({"general", "zonemessages", "pbxaliases", "device"})
"""Sections of voicemail.conf that hold no mailboxes."""


def _blacklist(source: Source, configs: Configs) -> None:
    source.has_astdb = True
    for row in _each(configs.get("data")):
        source.astdb["blacklist"][plain(row.get("number"))] = plain(row.get("description"))


def _forwards(source: Source, configs: Configs) -> None:
    source.has_astdb = True
    for extension, mine in dict(configs.get("data") or {}).items():
        for family, number in dict(mine.get("numbers") or {}).items():
            if number:
                source.astdb[str(family)][str(extension)] = plain(number)


def _not_disturb(source: Source, configs: Configs) -> None:
    source.has_astdb = True
    for key, value in dict(configs.get("astdb") or {}).items():
        source.astdb["DND"][str(key).rpartition("/")[2]] = plain(value)


def _paging(source: Source, configs: Configs) -> None:
    for group in _each(configs.get("data")):
        source.add("paging_config", group)
        for extension in group.get("plist") or []:
            source.add("paging_groups", {"page_number": group.get("page_group"), "ext": extension})


def _data_as(table: str) -> Callable[[Source, Configs], None]:
    return lambda source, configs: _add(source, table, configs.get("data") if isinstance(configs, dict) else configs)


def _all_as(table: str) -> Callable[[Source, Configs], None]:
    """The module's data is the rows, or the one row."""

    def read(source: Source, configs: Configs) -> None:
        one = isinstance(configs, dict) and not any(isinstance(value, dict) for value in configs.values())
        _add(source, table, [configs] if one and configs else configs)

    return read


_READERS: Final[dict[str, Callable[[Source, Configs], None]]] = {
    "core": _core,
    "ringgroups": _ring_groups,
    "queues": _tables,
    "ivr": _menus,
    "timeconditions": _tables,
    "daynight": _tables,
    "findmefollow": _follow_me,
    "voicemail": _voicemail,
    "recordings": _data_as("recordings"),
    "music": _data_as("music"),
    "conferences": _data_as("meetme"),
    "contactmanager": _data_as("contacts"),
    "miscapps": _data_as("miscapps"),
    "miscdests": _all_as("miscdests"),
    "announcement": _all_as("announcement"),
    "parking": _all_as("parkplus"),
    "paging": _paging,
    "blacklist": _blacklist,
    "callforward": _forwards,
    "donotdisturb": _not_disturb,
}
