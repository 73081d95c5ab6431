"""What an import did with each thing it found: taken, taken with a change, or left, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from tenants.model import Kind

ROWS_SHOWN: Final = 20
VALUE_MAX: Final = 200
_SECRET: Final = frozenset(
    {"secret", "password", "userpin", "adminpin", "pwd", "fcc_password", "fcode_pass", "vm_pwd", "auth", "register"}
)
_HIDDEN: Final = "•••"


class Grade(StrEnum):
    TAKEN = "taken"
    CHANGED = "changed"
    """Taken, but not as it was."""
    LEFT = "left"
    """Not taken: for people to look at."""


class Why(StrEnum):
    """Stable codes; `words.py` has a sentence for each."""

    TAKEN = "taken"
    # Changed.
    NEW_PASSWORDS = "new-passwords"
    FITTED = "fitted"
    EXISTS = "exists"
    WITHOUT_NUMBER = "without-number"
    WEAK_PIN = "weak-pin"
    NEW_PIN = "new-pin"
    LINE_OFF = "line-off"
    END_OF_HOURS = "end-of-hours"
    EVERY_YEAR = "every-year"
    ENDS_CALL = "ends-call"
    AS_CALL_PATH = "as-call-path"
    SWITCH = "switch"
    NO_FILE = "no-file"
    FIRST_OF_SEVERAL = "first-of-several"
    STRATEGY = "strategy"
    AS_CALLER_RULE = "as-caller-rule"
    ABROAD = "abroad"
    OUTSIDE_PREFIX = "outside-prefix"
    OVERRIDDEN = "overridden"
    TIME_ZONE = "time-zone"
    LETTERS_LOST = "letters-lost"
    NO_MAILBOX_DATA = "no-mailbox-data"
    # Left.
    FIELD = "field"
    PLATFORM = "platform"
    TABLE = "table"
    INVALID = "invalid"
    MISTAKE = "mistake"
    POINTS_NOWHERE = "points-nowhere"
    UNKNOWN_DESTINATION = "unknown-destination"
    NOBODY = "nobody"
    OUTSIDE_MEMBER = "outside-member"
    NO_OUTSIDE_NUMBER = "no-outside-number"
    NO_SHORT_NUMBER = "no-short-number"
    NUMBER_TAKEN = "number-taken"
    ANY_NUMBER = "any-number"
    TECHNOLOGY = "technology"
    NO_HOST = "no-host"
    CALENDAR = "calendar"
    TIME = "time"
    PATTERN = "pattern"
    EMERGENCY = "emergency"
    COLLEAGUE_STEP = "colleague-step"
    NO_SOUND = "no-sound"
    NOT_IN_FILE = "not-in-file"
    NOT_THERE = "not-there"
    ARCHIVE_ENTRY = "archive-entry"
    TOO_MANY = "too-many"
    UNUSED = "unused"


@dataclass
class Entry:
    """`name` and `kind` are of the object that it became; `other` is a second word for the sentence."""

    grade: Grade
    why: Why
    table: str
    rows: list[str]
    field: str = ""
    value: str = ""
    name: str = ""
    kind: Kind | None = None
    id: str = ""
    other: str = ""
    count: int = 1


@dataclass
class Report:
    entries: list[Entry] = field(default_factory=list)
    _alike: dict[tuple[object, ...], Entry] = field(default_factory=dict, repr=False)

    def add(self, entry: Entry) -> None:
        """Entries that differ in nothing but the row are one."""
        if entry.field.lower() in _SECRET and entry.value:
            entry.value = _HIDDEN
        entry.value = entry.value[:VALUE_MAX]
        key = (entry.grade, entry.why, entry.table, entry.field, entry.value, entry.name, entry.id, entry.other)
        known = self._alike.setdefault(key, entry)
        if known is entry:
            self.entries.append(entry)
            return
        known.count += 1
        if len(known.rows) < ROWS_SHOWN:
            known.rows += entry.rows

    def taken(self) -> dict[Kind, int]:
        """How many objects of each kind come."""
        found: dict[Kind, int] = {}
        for entry in self.of(Grade.TAKEN):
            if entry.kind is not None:
                found[entry.kind] = found.get(entry.kind, 0) + 1
        return found

    def of(self, grade: Grade) -> Iterable[Entry]:
        return (entry for entry in self.entries if entry.grade is grade)

    def forget(self, kind: Kind, identifier: str) -> None:
        """An object that was taken is not, after all."""
        self.entries = [e for e in self.entries if not (e.why is Why.TAKEN and (e.kind, e.id) == (kind, identifier))]
