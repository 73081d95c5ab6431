"""Rows that the static dialplan reads when call logic is down: whom to ring for a number."""

from collections.abc import Iterable

from node_agent.asterisk.realtime.rows.row import Rows
from tenants.model import Company, DestinationKind, Employee, Number, Phone

PHONES_AT_ONCE = 8
"""More phones of one employee than this do not ring in the fallback; a dial string has an end."""
FALLBACK_SECONDS_MAX = 180


def employee_rows(company: Company, employee: Employee) -> Rows:
    """The fallback for an employee's short number; none without a phone."""
    return _fallback(company, employee, employee.number)


def number_rows(company: Company, number: Number) -> Rows:
    """The fallback for a public number whose calls go to an employee.

    A call over a line that companies share has no account yet: it finds the number alone.
    """
    wanted = number.destination
    employee = company.get(Employee, wanted.id) if wanted and wanted.kind is DestinationKind.EMPLOYEE else None
    if employee is None:
        return {}
    rows = _fallback(company, employee, number.number)
    return rows | {("fallback", f":{number.number}"): row for row in rows.values()}


def devices(company: Company, employee: Employee) -> list[str]:
    """The employee's phones, as Asterisk dials and watches them."""
    phones: Iterable[Phone] = company.phones_by_employee.get(employee.id, ())
    return sorted(f"PJSIP/{phone.login}" for phone in phones)[:PHONES_AT_ONCE]


def _fallback(company: Company, employee: Employee, number: str) -> Rows:
    dialled = devices(company, employee)
    if not dialled:
        return {}
    seconds = min(employee.ring_seconds, FALLBACK_SECONDS_MAX)
    return {("fallback", f"{company.id}:{number}"): {"dial": "&".join(dialled), "seconds": str(seconds)}}
