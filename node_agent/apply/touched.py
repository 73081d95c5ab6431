"""Which objects a change concerns beside those that it names: those whose rows show something of them. Pure."""

from collections.abc import Iterable

from tenants.model import Company, Employee, Kind, Music, Phone, WaitingLine
from tenants.model.company import Key


def touched(old: Company, new: Company, changed: Iterable[Key]) -> frozenset[Key]:
    """`changed`, and every object with rows that may differ because of it."""
    keys: set[Key] = set(changed)
    both = (old, new)
    employees = {identifier for kind, identifier in keys if kind == Kind.EMPLOYEE}
    for key in [key for key in keys if key[0] == Kind.PHONE]:
        employees |= {phone.employee for c in both if isinstance(phone := c.objects.get(key), Phone)}
    for employee in employees:
        keys.add((Kind.EMPLOYEE, employee))
        keys |= {(Kind.PHONE, p.id) for c in both for p in c.phones_by_employee.get(employee, ())}
    ringing = {employee for employee in employees if _rings(old, employee) != _rings(new, employee)}
    agents = {employee for employee in employees if _number(old, employee) != _number(new, employee)}
    sounds = {identifier for kind, identifier in keys if kind == Kind.SOUND}
    for company in both:
        keys |= _numbers(company, ringing) | _waiting_lines(company, agents, sounds) | _music(company, sounds)
    return frozenset(keys)


def _rings(company: Company, employee_id: str) -> tuple[frozenset[str], int]:
    """What a public number's fallback shows of its employee."""
    employee = company.employees.get(employee_id)
    logins = frozenset(phone.login for phone in company.phones_by_employee.get(employee_id, ()))
    return (logins, employee.ring_seconds) if employee else (frozenset(), 0)


def _number(company: Company, employee_id: str) -> str | None:
    """What a waiting line shows of its agent."""
    employee = company.get(Employee, employee_id)
    return employee.number if employee else None


def _numbers(company: Company, employees: set[str]) -> set[Key]:
    if not employees:
        return set()
    numbers = company.numbers_by_number.values()
    return {(Kind.NUMBER, n.id) for n in numbers if n.destination and n.destination.id in employees}


def _waiting_lines(company: Company, employees: set[str], sounds: set[str]) -> set[Key]:
    if not employees and not sounds:
        return set()
    return {
        (Kind.WAITING_LINE, line.id)
        for line in company.all_of(WaitingLine)
        if line.periodic in sounds or any(agent.employee in employees for agent in line.agents)
    }


def _music(company: Company, sounds: set[str]) -> set[Key]:
    if not sounds:
        return set()
    return {(Kind.MUSIC, music.id) for music in company.all_of(Music) if not sounds.isdisjoint(music.sounds)}
