"""Companies for node tests, with phones whose passwords are known."""

import hashlib
from typing import Any

from tenants.model import (
    Agent,
    Company,
    Destination,
    DestinationKind,
    Employee,
    Kind,
    Music,
    Number,
    Phone,
    Profile,
    Sound,
    TelephonyObject,
    WaitingLine,
)

REALM = "carillon"


def password_of(login: str) -> str:
    return f"secret-of-{login}"


def phone(login: str, employee: str, *, password: str | None = None) -> Phone:
    """A phone of `employee` with both digests of its password."""
    text = f"{login}:{REALM}:{password or password_of(login)}".encode()
    return Phone(
        id=f"phone-{login}",
        employee=employee,
        label="desk",
        login=login,
        digest=hashlib.sha256(text).hexdigest(),
        legacy_digest=hashlib.md5(text).hexdigest(),
    )


def company(
    company_id: str,
    employees: dict[str, str],
    *,
    version: int = 1,
    ring_seconds: int = 20,
    more: tuple[TelephonyObject, ...] = (),
) -> Company:
    """`employees`: short number → name. Each has the phone `<company>-<number>` and the id `e<number>`."""
    items: list[TelephonyObject] = [Profile(id=company_id, name=company_id.title())]
    for number, name in employees.items():
        items.append(Employee(id=f"e{number}", name=name, number=number, ring_seconds=ring_seconds))
        items.append(phone(f"{company_id}-{number}", f"e{number}"))
    return Company.build(company_id, version, [*items, *more])


def public_number(number: str, employee_number: str) -> Number:
    return Number(
        id=f"n{number[1:]}",
        number=number,
        destination=Destination(kind=DestinationKind.EMPLOYEE, id=f"e{employee_number}"),
    )


def renamed(old: Company, number: str, name: str) -> Company:
    """The next version, in which one employee has another name."""
    employee = old.employees_by_number[number].model_copy(update={"name": name})
    return old.changed(old.version + 1, [employee], [])


def without(old: Company, number: str) -> Company:
    """The next version, in which one employee and their phones are gone."""
    employee = old.employees_by_number[number]
    phones = [(Kind.PHONE, p.id) for p in old.phones_by_employee.get(employee.id, ())]
    return old.changed(old.version + 1, [], [(Kind.EMPLOYEE, employee.id), *phones])


def large(company_id: str, count: int) -> Company:
    """`count` employees with one phone each and one public number for every tenth."""
    names = {str(10000 + i): f"Employee {i}" for i in range(count)}
    numbers = tuple(public_number(f"+7495{1000000 + i}", str(10000 + i)) for i in range(0, count, 10))
    return company(company_id, names, more=numbers)


def sales(*agents: str, **wishes: Any) -> tuple[TelephonyObject, ...]:
    """A waiting line `sales` at 600 with music of its own; `agents` are short numbers, and always on duty."""
    line = WaitingLine(
        id="sales",
        name="Sales",
        number="600",
        agents=tuple(Agent(employee=f"e{number}", always=True) for number in agents),
        music="waltz",
    )
    sound = Sound(id="waltz-1", name="Waltz", file=hashlib.sha256(b"waltz").hexdigest())
    return line.model_copy(update=wishes), sound, Music(id="waltz", name="Waltz", sounds=("waltz-1",))
