"""Rows that the static dialplan reads when call logic is down, and the entries that lead there: dialplan/lookup.py."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from node_agent.asterisk.dialplan.lookup import PERSON, WAITING_LINE
from node_agent.asterisk.realtime.rows.row import Row, Rows, Way, hint_context
from node_agent.asterisk.realtime.rows.waiting_lines import queue_name
from tenants.model import Company, DestinationKind, Employee, Number, Phone, WaitingLine

PHONES_AT_ONCE = 8
"""More phones of one employee than this do not ring in the fallback; a dial string has an end."""
FALLBACK_SECONDS_MAX = 180


def employee_rows(company: Company, employee: Employee) -> Rows:
    """The fallback for an employee's short number; none without a phone."""
    return _fallback(company, employee, employee.number)


def number_rows(company: Company, number: Number) -> Rows:
    """The fallback for a public number whose calls go to an employee or a waiting line.

    A call over a line that companies share has no account yet: it finds the number alone.
    """
    wanted = number.destination
    rows: Rows = {}
    if wanted and wanted.kind is DestinationKind.WAITING_LINE and wanted.id:
        rows = _rows(company, number.number, _queue(company, wanted.id))
    elif wanted and wanted.kind is DestinationKind.EMPLOYEE:
        employee = company.get(Employee, wanted.id)
        rows = _fallback(company, employee, number.number) if employee else {}
    return rows | {("fallback", f":{number.number}"): row for row in rows.values()}


def line_rows(company: Company, line: WaitingLine) -> Rows:
    """The fallback for a waiting line's short number."""
    return _rows(company, line.number, _queue(company, line.id)) if line.number else {}


def ways_in(company_id: str, rows: Rows) -> Mapping[str, Way]:
    """The entries of the company's context that belong to `rows`, by number."""
    context, start = hint_context(company_id), f"{company_id}:"
    found = {key.removeprefix(start): row for (table, key), row in rows.items() if _is_way(table, key, start)}
    return MappingProxyType(
        {number: Way(context, number, WAITING_LINE if "queue" in row else PERSON) for number, row in found.items()}
    )


def devices(company: Company, employee: Employee) -> list[str]:
    """The employee's phones, as Asterisk dials and watches them."""
    phones: Iterable[Phone] = company.phones_by_employee.get(employee.id, ())
    return sorted(f"PJSIP/{phone.login}" for phone in phones)[:PHONES_AT_ONCE]


def _fallback(company: Company, employee: Employee, number: str) -> Rows:
    dialled = devices(company, employee)
    if not dialled:
        return {}
    seconds = min(employee.ring_seconds, FALLBACK_SECONDS_MAX)
    return _rows(company, number, {"dial": "&".join(dialled), "seconds": str(seconds)})


def _queue(company: Company, line_id: str) -> Row:
    return {"queue": queue_name(company.id, line_id)}


def _rows(company: Company, number: str, row: Row) -> Rows:
    return {("fallback", f"{company.id}:{number}"): row}


def _is_way(table: str, key: str, start: str) -> bool:
    return table == "fallback" and key.startswith(start)
