"""A whole company as one immutable value, with the indexes that a call needs.

The state hash is the sum of all objects' SHA-256 modulo 2²⁵⁶, so a change of one employee costs one object, not
five thousand. It proves that two sides hold the same state; authenticity comes from the signature of the envelope.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tenants.model.employee import Employee
from tenants.model.line import Line
from tenants.model.number import Number
from tenants.model.objects import Kind, Profile, TelephonyObject, kind_of, object_hash
from tenants.model.phone import Phone

Key = tuple[Kind, str]
_MODULUS = 1 << 256


class WrongBase(ValueError):
    """A change does not fit this version of the company: ask for the whole document."""


@dataclass(frozen=True)
class Company:
    """One version of a company. All mappings are read-only and keyed by id unless the name says otherwise."""

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

    @property
    def state_hash(self) -> str:
        """64 hexadecimal digits."""
        return format_state(self.state)

    @classmethod
    def build(cls, company_id: str, version: int, items: Iterable[TelephonyObject]) -> "Company":
        """Index the objects of a whole document. Raises ValueError when the profile is missing or not the company's."""
        objects: dict[Key, TelephonyObject] = {}
        state = 0
        for item in items:
            objects[(kind_of(item), item.id)] = item
        for item in objects.values():
            state += object_hash(item)
        return cls._indexed(company_id, version, state % _MODULUS, objects)

    def changed(self, version: int, puts: Iterable[TelephonyObject], removes: Iterable[Key]) -> "Company":
        """The next version with `puts` added or replaced and `removes` gone. Raises WrongBase for an older version."""
        if version <= self.version:
            raise WrongBase(f"version {version} is not newer than {self.version} of company {self.id}")
        objects = dict(self.objects)
        state = self.state
        for key in removes:
            gone = objects.pop(key, None)
            state -= object_hash(gone) if gone is not None else 0
        for item in puts:
            key = (kind_of(item), item.id)
            before = objects.get(key)
            state += object_hash(item) - (object_hash(before) if before is not None else 0)
            objects[key] = item
        return self._indexed(self.id, version, state % _MODULUS, objects)

    @classmethod
    def _indexed(cls, company_id: str, version: int, state: int, objects: dict[Key, TelephonyObject]) -> "Company":
        profile = objects.get((Kind.PROFILE, company_id))
        if not isinstance(profile, Profile):
            raise ValueError(f"the document of company {company_id} has no profile of its own")
        employees: dict[str, Employee] = {}
        phones: dict[str, list[Phone]] = {}
        logins: dict[str, Phone] = {}
        numbers: dict[str, Number] = {}
        lines: dict[str, Line] = {}
        for item in objects.values():
            match item:
                case Employee():
                    employees[item.id] = item
                case Phone():
                    phones.setdefault(item.employee, []).append(item)
                    logins[item.login] = item
                case Number():
                    numbers[item.number] = item
                case Line():
                    lines[item.id] = item
        return cls(
            id=company_id,
            version=version,
            state=state,
            objects=MappingProxyType(objects),
            profile=profile,
            employees=MappingProxyType(employees),
            employees_by_number=MappingProxyType({e.number: e for e in employees.values()}),
            phones_by_login=MappingProxyType(logins),
            phones_by_employee=MappingProxyType({owner: tuple(mine) for owner, mine in phones.items()}),
            numbers_by_number=MappingProxyType(numbers),
            lines=MappingProxyType(lines),
        )


def format_state(state: int) -> str:
    """A state hash as 64 hexadecimal digits."""
    return f"{state:064x}"


def changed_state(state: int, before: Iterable[TelephonyObject], after: Iterable[TelephonyObject]) -> int:
    """The state after `before` objects left and `after` objects came; what a database service keeps per company."""
    return (state - sum(map(object_hash, before)) + sum(map(object_hash, after))) % _MODULUS
