"""What a table would do to a company: whom it adds, whom it changes, and every fault in it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from control_plane.core.db import new_id
from control_plane.core.problems import FieldFault, Invalid
from control_plane.core.wishes import read_wish
from control_plane.features.customisations.fields import fitted
from control_plane.features.employees.schemas import DEFAULT_PHONES, EmployeeChange, NewEmployee
from control_plane.features.importing.columns import PHONES, Row
from control_plane.features.objects.wishes import changed, made, read_object_wish
from control_plane.features.phones.schemas import PhoneWish
from tenants.extend import Customisation
from tenants.model import Company, Employee
from tenants.model.names import name_of

FAULTS_MAX: Final = 1000
"""Told in full; of more only their number."""


@dataclass(frozen=True)
class Hired:
    employee: Employee
    phones: tuple[PhoneWish, ...]


@dataclass
class Plan:
    """`faults` name row and column as `row 7, number`."""

    added: list[Hired] = field(default_factory=list)
    changes: list[tuple[Employee, Employee]] = field(default_factory=list)
    unchanged: int = 0
    faults: list[FieldFault] = field(default_factory=list)


def plan_of(company: Company, country: str, customised: Customisation | None, rows: Iterable[Row]) -> Plan:
    """Employees are known by their short number."""
    plan = Plan()
    places: dict[str, int] = {}
    for row in rows:
        try:
            number = _number(row, places)
            holder = company.short_numbers.get(number)
            if holder is not None and not isinstance(holder, Employee):
                words = f"{number} belongs to {name_of(holder)}; choose another number."
                raise Invalid.one("number", "number-taken", words)
            _take(plan, company, country, customised, row, holder)
        except Invalid as problem:
            faults = problem.faults or (FieldFault("", problem.code, problem.detail),)
            plan.faults += [
                FieldFault(f"row {row.place}, {fault.field}".removesuffix(", "), fault.code, fault.message)
                for fault in faults
            ]
    return plan


def _number(row: Row, places: dict[str, int]) -> str:
    """Raises Invalid."""
    if not isinstance(row.data, dict):
        raise Invalid.one("", "invalid", "must be one JSON object per employee")
    number = row.data.get("number")
    if not isinstance(number, str) or not number:
        raise Invalid.one("number", "missing", "is needed" if number is None else "must be a text")
    if (first := places.setdefault(number, row.place)) != row.place:
        raise Invalid.one("number", "number-twice", f"Row {first} has this number already; keep one of them.")
    return number


def _take(
    plan: Plan,
    company: Company,
    country: str,
    customised: Customisation | None,
    row: Row,
    holder: Employee | None,
) -> None:
    """Raises Invalid."""
    data: dict[str, Any] = row.data
    if holder is None:
        wish = read_object_wish(NewEmployee, data, country)
        phones = wish.pop(PHONES, None)
        wishes = DEFAULT_PHONES if phones is None else tuple(read_wish(PhoneWish, phone) for phone in phones)
        plan.added.append(Hired(fitted(customised, None, made(Employee, company.id, new_id(), wish)), wishes))
        return
    # Phones of somebody who is there already stay as they are: a new one would need its password told.
    kept = {name: value for name, value in data.items() if name != PHONES}
    after = changed(holder, company.id, read_object_wish(EmployeeChange, kept, country))
    if (after := fitted(customised, holder, after)) == holder:
        plan.unchanged += 1
    else:
        plan.changes.append((holder, after))
