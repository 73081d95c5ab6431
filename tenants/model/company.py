"""A whole company as one immutable value, with the indexes that a call needs.

The state hash is the sum of all objects' SHA-256 modulo 2²⁵⁶, so a change of one employee costs one object, not
five thousand. It proves that two sides hold the same state; authenticity comes from the signature of the envelope.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, TypeVar, cast

from tenants.model.contact import Contact
from tenants.model.employee import Employee
from tenants.model.line import Line
from tenants.model.number import Number
from tenants.model.objects import CLASSES, Kind, TelephonyObject, kind_of, kind_of_class, object_hash
from tenants.model.parking import Parking
from tenants.model.phone import Phone
from tenants.model.profile import Profile

Key = tuple[Kind, str]
Wanted = TypeVar("Wanted", bound=TelephonyObject)
_MODULUS = 1 << 256
_NOTHING: Mapping[str, TelephonyObject] = MappingProxyType({})
_WITH_SHORT_NUMBER = frozenset(cls for cls in CLASSES.values() if "number" in cls.model_fields) - {Number, Contact}
"""Known beforehand: asking a document for a field that it does not have is slow."""


class WrongBase(ValueError):
    """A change does not fit this version of the company: ask for the whole document."""


@dataclass(frozen=True)
class Company:
    """One version of a company. All mappings are read-only and keyed by id unless the name says otherwise.

    Short numbers, logins and public numbers are unique in each version; the control plane's database sees to that.
    """

    id: str
    version: int
    state: int
    objects: Mapping[Key, TelephonyObject]
    profile: Profile
    employees: Mapping[str, Employee] = field(repr=False)
    employees_by_number: Mapping[str, Employee] = field(repr=False)
    phones_by_login: Mapping[str, Phone] = field(repr=False)
    phones_by_employee: Mapping[str, tuple[Phone, ...]] = field(repr=False)
    numbers_by_number: Mapping[str, Number] = field(repr=False)
    lines: Mapping[str, Line] = field(repr=False)
    contacts_by_number: Mapping[str, tuple[Contact, ...]] = field(repr=False)
    """The company's and people's own, by number outside; oldest first."""
    short_numbers: Mapping[str, TelephonyObject] = field(repr=False)
    """Everything that can be dialled inside by a short number: employees, teams, menus, rooms, …"""
    by_kind: Mapping[Kind, Mapping[str, TelephonyObject]] = field(repr=False)
    """All objects by kind and id; kinds without objects are missing. See `all_of` and `get`."""

    def get(self, cls: type[Wanted], identifier: str | None) -> Wanted | None:
        """The object of this class and id; None when there is none, also for an id of None."""
        found = (
            self.by_kind.get(kind_of_class(cast("type[TelephonyObject]", cls)), _NOTHING).get(identifier)
            if identifier is not None
            else None
        )
        return cast("Wanted | None", found)

    def all_of(self, cls: type[Wanted]) -> Collection[Wanted]:
        """All objects of a class, in no order."""
        return cast(
            "Collection[Wanted]", self.by_kind.get(kind_of_class(cast("type[TelephonyObject]", cls)), _NOTHING).values()
        )

    @property
    def state_hash(self) -> str:
        """64 hexadecimal digits."""
        return format_state(self.state)

    @classmethod
    def build(
        cls, company_id: str, version: int, items: Iterable[TelephonyObject], *, state: int | None = None
    ) -> "Company":
        """Index the objects of a whole document. Raises ValueError when the profile is missing or not the company's.

        `state`: what the hash of all objects is known to be, from where they were stored; None: it is worked out.
        """
        index = _Index()
        objects, add = index.objects, index.add
        for item in items:
            if (key := (kind_of(item), item.id)) in objects:
                index.remove(key)
            add(item, key)
        if state is None:
            state = sum(map(object_hash, index.objects.values()))
        return index.company(company_id, version, state % _MODULUS)

    def changed(self, version: int, puts: Iterable[TelephonyObject], removes: Iterable[Key]) -> "Company":
        """The next version with `puts` added or replaced and `removes` gone; costs copies of dicts, not new indexes.

        Raises WrongBase for an older version, ValueError when the profile would be gone.
        """
        if version <= self.version:
            raise WrongBase(f"version {version} is not newer than {self.version} of company {self.id}")
        index = _Index.copied(self)
        state = self.state
        for key in removes:
            gone = index.remove(key)
            state -= object_hash(gone) if gone is not None else 0
        for item in puts:
            before = index.remove(key := (kind_of(item), item.id))
            index.add(item, key)
            state += object_hash(item) - (object_hash(before) if before is not None else 0)
        return index.company(self.id, version, state % _MODULUS)


@dataclass
class _Index:
    """The mappings of a company while they are made; afterwards they are read-only."""

    objects: dict[Key, TelephonyObject] = field(default_factory=dict)
    employees: dict[str, Employee] = field(default_factory=dict)
    employees_by_number: dict[str, Employee] = field(default_factory=dict)
    phones_by_login: dict[str, Phone] = field(default_factory=dict)
    phones_by_employee: dict[str, tuple[Phone, ...]] = field(default_factory=dict)
    numbers_by_number: dict[str, Number] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    contacts_by_number: dict[str, tuple[Contact, ...]] = field(default_factory=dict)
    short_numbers: dict[str, TelephonyObject] = field(default_factory=dict)
    by_kind: dict[Kind, Mapping[str, TelephonyObject]] = field(default_factory=dict)

    @classmethod
    def copied(cls, company: Company) -> "_Index":
        # The proxy's own copy is a block copy; dict(proxy) would go key by key.
        return cls(**{each.name: getattr(company, each.name).copy() for each in fields(cls)})

    def _of_kind(self, kind: Kind) -> dict[str, TelephonyObject]:
        """The objects of a kind, to be changed: those that came from another version are copied first."""
        mine = self.by_kind.get(kind, _NOTHING)
        if not isinstance(mine, dict):
            mine = self.by_kind[kind] = mine.copy()  # type: ignore[attr-defined]  # a proxy's block copy
        return mine

    def add(self, item: TelephonyObject, key: Key) -> None:
        self.objects[key] = item
        mine = self.by_kind.get(key[0])
        (mine if type(mine) is dict else self._of_kind(key[0]))[key[1]] = item
        if (short := short_number(item)) is not None:
            self.short_numbers[short] = item
        # Most objects have no index of their own; to compare them with each class would cost as much as the rest.
        if (learn := _LEARN.get(type(item))) is not None:
            learn(self, item)

    def learn_employee(self, employee: Employee) -> None:
        self.employees[employee.id] = employee
        self.employees_by_number[employee.number] = employee

    def learn_phone(self, phone: Phone) -> None:
        self.phones_by_login[phone.login] = phone
        before = self.phones_by_employee.get(phone.employee)
        self.phones_by_employee[phone.employee] = tuple(sorted((*before, phone), key=_id)) if before else (phone,)

    def learn_number(self, number: Number) -> None:
        self.numbers_by_number[number.number] = number

    def learn_line(self, line: Line) -> None:
        self.lines[line.id] = line

    def learn_contact(self, contact: Contact) -> None:
        known = self.contacts_by_number.get(contact.number, ())
        self.contacts_by_number[contact.number] = tuple(sorted((*known, contact), key=_id))

    def remove(self, key: Key) -> TelephonyObject | None:
        """Take an object out of every mapping; another object that has taken its number or login meanwhile stays."""
        gone = self.objects.pop(key, None)
        if gone is None:
            return None
        del self._of_kind(key[0])[key[1]]
        if (short := short_number(gone)) is not None:
            _forget(self.short_numbers, short, gone)
        match gone:
            case Employee():
                del self.employees[gone.id]
                _forget(self.employees_by_number, gone.number, gone)
            case Phone():
                _forget(self.phones_by_login, gone.login, gone)
                left = tuple(phone for phone in self.phones_by_employee.get(gone.employee, ()) if phone.id != gone.id)
                self.phones_by_employee[gone.employee] = left
                if not left:
                    del self.phones_by_employee[gone.employee]
            case Number():
                _forget(self.numbers_by_number, gone.number, gone)
            case Line():
                del self.lines[gone.id]
            case Contact():
                known = tuple(contact for contact in self.contacts_by_number[gone.number] if contact.id != gone.id)
                self.contacts_by_number[gone.number] = known
                if not known:
                    del self.contacts_by_number[gone.number]
        return gone

    def company(self, company_id: str, version: int, state: int) -> Company:
        """Raises ValueError when the profile is missing or not the company's."""
        profile = self.objects.get((Kind.PROFILE, company_id))
        if not isinstance(profile, Profile):
            raise ValueError(f"the document of company {company_id} has no profile of its own")
        self.by_kind = {
            kind: items if isinstance(items, MappingProxyType) else MappingProxyType(items)
            for kind, items in self.by_kind.items()
            if items
        }
        mappings: dict[str, Any] = {each.name: MappingProxyType(getattr(self, each.name)) for each in fields(self)}
        return Company(id=company_id, version=version, state=state, profile=profile, **mappings)


_LEARN: dict[type[TelephonyObject], Callable[[_Index, Any], None]] = {
    Employee: _Index.learn_employee,
    Phone: _Index.learn_phone,
    Number: _Index.learn_number,
    Line: _Index.learn_line,
    Contact: _Index.learn_contact,
}


def short_number(item: TelephonyObject) -> str | None:
    """What is dialled inside the company to reach `item`; None for what has no short number, or none yet.

    A parking's slots are not here: only its own number.
    """
    return getattr(item, "number", None) if type(item) in _WITH_SHORT_NUMBER else None


def dialled_numbers(item: TelephonyObject) -> tuple[str, ...]:
    """All short numbers that `item` holds, a parking's slots included."""
    number = short_number(item)
    slots = item.slot_numbers if isinstance(item, Parking) else ()
    return ((number,) if number is not None else ()) + slots


def _id(item: TelephonyObject) -> str:
    return item.id


def _forget(mapping: dict[str, Any], name: str, item: TelephonyObject) -> None:
    if mapping.get(name) is item:
        del mapping[name]


def format_state(state: int) -> str:
    """A state hash as 64 hexadecimal digits."""
    return f"{state:064x}"


def changed_state(state: int, before: Iterable[TelephonyObject], after: Iterable[TelephonyObject]) -> int:
    """The state after `before` objects left and `after` objects came; what a database service keeps per company."""
    return (state - sum(map(object_hash, before)) + sum(map(object_hash, after))) % _MODULUS
