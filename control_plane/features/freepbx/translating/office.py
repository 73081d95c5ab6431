"""The company while it is made from a source: which FreePBX things become which objects, and the report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from control_plane.features.freepbx.reading.source import Source
from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Entry, Grade, Report, Why
from tenants.model import Company, Destination, DestinationKind, Kind, TelephonyObject
from tenants.model.company import dialled_numbers
from tenants.model.fields import SHORT_NUMBER
from tenants.model.names import name_of
from tenants.model.objects import CLASSES, kind_of
from tenants.model.references import Key

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)
Place = tuple[str, str]
"""A table's name, and which thing of it: `("ringgroups", "600")`."""


@dataclass
class NewPhone:
    """A phone to be made for an employee: login and password come with it."""

    id: str
    employee: str
    label: str


@dataclass
class NewPin:
    """A PIN that took the place of one that is easy to guess; to be shown once."""

    kind: Kind
    id: str
    name: str
    pin: str


@dataclass
class Office:
    """`company` is as it is now; `items` are new, by key; `passwords` are of lines, by id."""

    source: Source
    company: Company
    today: date
    new_id: Callable[[], str]
    new_pin: Callable[[], str]
    report: Report = field(default_factory=Report)
    items: dict[Key, TelephonyObject] = field(default_factory=dict)
    phones: dict[str, list[NewPhone]] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    pins: list[NewPin] = field(default_factory=list)
    profile: dict[str, Any] = field(default_factory=dict)
    """Fields of the company itself that are to change."""
    sound_files: dict[str, str] = field(default_factory=dict)
    """Of new sounds, by id: the path in the archive."""
    places: dict[Place, Key] = field(default_factory=dict)
    wanted: list[tuple[str, Row]] = field(default_factory=list)
    """Things that are made when something leads to them: kind of thing and its row."""
    _numbers: dict[str, TelephonyObject] = field(default_factory=dict)
    _codes: set[str] = field(default_factory=set)

    @property
    def country(self) -> str:
        return self.company.profile.country

    def holder(self, number: str) -> TelephonyObject | None:
        """Which object, new or old, has a short number."""
        if not self._numbers:
            for item in self.company.objects.values():
                self._numbers.update(dict.fromkeys(dialled_numbers(item), item))
        return self._numbers.get(number)

    def reserve(self, place: Place, kind: Kind, identifier: str | None = None) -> str:
        """Give a thing its id before it is made, so that others can lead to it."""
        identifier = identifier or self.new_id()
        self.places[place] = (kind, identifier)
        return identifier

    def id_at(self, table: str, key: str, kind: Kind) -> str | None:
        """The id of the object that a thing has become or will become; None for none of this kind."""
        found = self.places.get((table, key))
        return found[1] if found is not None and found[0] is kind else None

    def make(self, cls: type[SomeObject], row: Row, identifier: str, **fields: Any) -> SomeObject | None:
        """A new object from fields; None, and a note, when it cannot be. Fields that are None are left out."""
        data = {"id": identifier, **{name: value for name, value in fields.items() if value is not None}}
        try:
            item = cls.model_validate(data)
        except ValidationError as problem:
            for fault in problem.errors(include_input=False, include_url=False):
                self.left(Why.INVALID, row, ".".join(map(str, fault["loc"])), other=fault["msg"][:100])
            return None
        self.items[(kind_of(item), identifier)] = item
        for number in dialled_numbers(item):
            self.holder(number)
            self._numbers[number] = item
        self.note(Grade.TAKEN, Why.TAKEN, row, item=item)
        return cast("SomeObject", item)

    def replace(self, item: TelephonyObject, **fields: Any) -> None:
        """A made object with other fields."""
        self.items[(kind_of(item), item.id)] = item.model_copy(update=fields)

    def get(self, cls: type[SomeObject], identifier: str | None) -> SomeObject | None:
        """A new or an old object."""
        kind = next(kind for kind, known in CLASSES.items() if known is cls)
        found = self.items.get((kind, identifier or "")) or self.company.objects.get((kind, identifier or ""))
        return cast("SomeObject | None", found)

    def free_number(self, row: Row, number: str, kind: Kind) -> str | None:
        """`number` if something of `kind` may have it; else None, with a note."""
        if not SHORT_NUMBER.fullmatch(number):
            if number:
                self.changed(Why.WITHOUT_NUMBER, row, value=number, other="")
            return None
        if (holder := self.holder(number)) is not None:
            self.changed(Why.WITHOUT_NUMBER, row, value=number, other=name_of(holder), kind=kind)
            return None
        return number

    def existing(self, row: Row, number: str, cls: type[TelephonyObject], place: Place) -> bool:
        """Whether the company has this thing already: what leads there leads to that one."""
        holder = self.holder(number)
        if type(holder) is not cls or (kind_of(holder), holder.id) in self.items:
            return False
        self.places[place] = (kind_of(holder), holder.id)
        self.changed(Why.EXISTS, row, value=number, other=name_of(holder))
        for name in list(row.values):
            row.used.add(name)
        return True

    def destination(self, key: Key) -> Destination | None:
        """None for what no call can be sent to."""
        kind, identifier = key
        known = {each.value for each in DestinationKind}
        return Destination(kind=DestinationKind(kind.value), id=identifier) if kind.value in known else None

    def hang_up(self) -> Destination:
        return Destination(kind=DestinationKind.HANG_UP, id=self.company.id)

    def changed(self, why: Why, row: Row, field: str = "", **more: Any) -> None:
        self.note(Grade.CHANGED, why, row, field, **more)

    def left(self, why: Why, row: Row, field: str = "", **more: Any) -> None:
        self.note(Grade.LEFT, why, row, field, **more)

    def note(
        self,
        grade: Grade,
        why: Why,
        row: Row,
        field: str = "",
        *,
        value: str | None = None,
        item: TelephonyObject | None = None,
        name: str = "",
        other: str = "",
        kind: Kind | None = None,
    ) -> None:
        """`value`: what stands in the field, unless told otherwise."""
        if value is None:
            value = row.values.get(field, "") if field else ""
        if item is not None:
            name, kind = name_of(item), kind_of(item)
        identifier = item.id if item is not None else ""
        self.report.add(Entry(grade, why, row.table, [row.key], field, value, name, kind, identifier, other))

    def ignore(self, rows: Iterable[Row], *names: str) -> None:
        """Fields that say nothing here."""
        for row in rows:
            row.used.update(names)
