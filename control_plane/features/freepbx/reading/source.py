"""Everything that was found in a file, whatever form it came in: tables, the key-value database, sound files."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from sys import intern

from control_plane.features.freepbx.reading.charsets import text_of
from control_plane.features.freepbx.reading.sql_dump import SqlDump
from control_plane.features.freepbx.reading.tables import SETTINGS, Row, row_of_json

Settings = dict[str, Row]
"""By keyword a row with the field `data`; of a keyword that stands there several times, `data` has them by lines."""


class Form(StrEnum):
    BACKUP = "backup"
    """The backup module's archive since FreePBX 15: a JSON file per module."""
    OLD_BACKUP = "old-backup"
    """Of FreePBX 13 and 14: the database as a dump, and the key-value database as serialized PHP."""
    DUMP = "dump"


@dataclass
class Source:
    """`others`: tables and modules that nobody here reads, with how many rows they have."""

    form: Form
    version: str = ""
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    settings: dict[str, dict[str, Settings]] = field(default_factory=lambda: {name: {} for name in SETTINGS})
    astdb: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    has_astdb: bool = False
    has_voicemail: bool = False
    sounds: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)

    def table(self, name: str) -> list[Row]:
        return self.rows.get(name, [])

    def setting(self, table: str, identifier: str) -> Settings:
        """The settings of one thing; empty when it has none."""
        return self.settings[table].get(identifier, {})

    def add(self, table: str, values: dict[str, object]) -> None:
        """A row as JSON has it."""
        self.rows[table].append(row_of_json(table, values))

    def add_setting(self, table: str, identifier: str, keyword: str, data: str) -> None:
        mine = self.settings[table].setdefault(identifier.strip(), {})
        keyword = intern(keyword)
        if keyword in mine:
            data = f"{mine[keyword].values['data']}\n{data}"
        mine[keyword] = Row(table, {"id": identifier, "data": data})

    def add_dump(self, dump: SqlDump) -> None:
        """Raises Unreadable for letters that are not in the dump's character set."""
        for name, table in dump.tables.items():
            columns = [intern(column) for column in table.columns]
            for raw in table.rows:
                values = {
                    column: text_of(value, dump.charset)
                    for column, value in zip(columns, raw, strict=True)
                    if value is not None
                }
                if name in SETTINGS:
                    self.add_setting(name, values.get("id", ""), values.get("keyword", ""), values.get("data", ""))
                else:
                    self.rows[name].append(Row(name, values))
            table.rows.clear()
        for name, count in dump.others.items():
            self.others[name] = self.others.get(name, 0) + count
