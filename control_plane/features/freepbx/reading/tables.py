"""FreePBX's tables as facts, and their rows in memory.

Names of tables and columns are those of the `<database>` part of each module's module.xml in FreePBX's repositories
(core, ringgroups, queues, ivr, timeconditions, announcement, findmefollow, parking, paging, miscdests, miscapps,
conferences, recordings, music, contactmanager, daynight), branches 13 to 17.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

SETTINGS: Final = frozenset({"sip", "pjsip", "iax", "queues_details"})
"""Tables of `id`, `keyword`, `data`: a thing's settings, one a row."""
KEYS: Final[dict[str, str]] = {
    "users": "extension",
    "devices": "id",
    "incoming": "extension",
    "trunks": "trunkid",
    "trunk_dialpatterns": "trunkid",
    "outbound_routes": "route_id",
    "outbound_route_patterns": "route_id",
    "outbound_route_trunks": "route_id",
    "outbound_route_sequence": "route_id",
    "ringgroups": "grpnum",
    "queues_config": "extension",
    "ivr_details": "id",
    "ivr_entries": "ivr_id",
    "announcement": "announcement_id",
    "timeconditions": "timeconditions_id",
    "timegroups_groups": "id",
    "timegroups_details": "timegroupid",
    "findmefollow": "grpnum",
    "meetme": "exten",
    "miscdests": "id",
    "miscapps": "miscapps_id",
    "parkplus": "id",
    "paging_config": "page_group",
    "paging_groups": "page_number",
    "recordings": "id",
    "music": "id",
    "daynight": "ext",
    "contactmanager_groups": "id",
    "contactmanager_group_entries": "id",
    "contactmanager_entry_numbers": "id",
    "contactmanager_entry_speeddials": "id",
    "contacts": "displayname",
    "voicemail": "mailbox",
    "freepbx_settings": "keyword",
}
"""Tables whose rows are read, with the column that says which row it is. `contacts` and `voicemail` are made by us,
from the modules' data and from voicemail.conf."""
WANTED: Final = frozenset(KEYS) - {"contacts", "voicemail"} | SETTINGS


@dataclass(slots=True)
class Row:
    """A row of a table; reading a field notes that it was understood."""

    table: str
    values: Mapping[str, str]
    used: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> str:
        """Without outer white space; empty for NULL and for a column that this version of FreePBX does not have."""
        self.used.add(name)
        return self.values.get(name, "").strip()

    @property
    def key(self) -> str:
        return self.values.get(KEYS.get(self.table, "id"), "").strip()

    def number(self, name: str, default: int = 0) -> int:
        """`default` for what is no whole number."""
        return whole(self[name], default)

    def on(self, name: str) -> bool:
        return self[name].lower() in YES

    def unused(self) -> Iterator[tuple[str, str]]:
        return ((name, value) for name, value in self.values.items() if value and name not in self.used)


YES: Final = frozenset({"1", "yes", "on", "true", "checked", "enabled"})


def whole(text: str, default: int = 0) -> int:
    digits = text.strip()
    return int(digits) if digits.lstrip("-").isdecimal() and digits.isascii() and len(digits) < 10 else default


def plain(value: Any) -> str:
    """A value of JSON as the database writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)


def row_of_json(table: str, data: Mapping[str, Any]) -> Row:
    return Row(table, {str(name): plain(value) for name, value in data.items() if not isinstance(value, dict | list)})
