"""What has to change for Asterisk when a company goes from one version to the next. Pure.

Only objects that changed, and those that show them (an employee's name on the phones, the phones in a number's
fallback), are looked at: the cost follows the change, not the company.
"""

from collections.abc import Iterable

from node_agent.asterisk.realtime.rows import (
    Hint,
    Rows,
    Site,
    all_hints,
    all_rows,
    employee_hint,
    employee_rows,
    line_rows,
    number_rows,
    phone_rows,
)
from node_agent.asterisk.realtime.steps import DeleteRow, DropHint, PutHint, PutRow, Step
from tenants.model import Company, Employee, Kind, Line, Number, Phone, TelephonyObject
from tenants.model.company import Key

Hints = dict[str, Hint]
"""By short number."""


def steps_between(old: Company | None, new: Company | None, changed: Iterable[Key], site: Site) -> tuple[Step, ...]:
    """The steps from `old` to `new`; `changed` names every object that differs. None: the company is not here."""
    if old is None or new is None or _language(old) != _language(new):
        return _compare(_everything(old, site), _everything(new, site))
    touched = _touched(old, new, changed)
    return _compare(_of(old, touched, site), _of(new, touched, site))


def changed_keys(old: Company | None, new: Company) -> frozenset[Key]:
    """Every object that differs between two versions, when no patch tells."""
    before = old.objects if old else {}
    keys = before.keys() | new.objects.keys()
    return frozenset(key for key in keys if before.get(key) != new.objects.get(key))


def repair(rows: Rows, hints: Iterable[Hint], company: Company, site: Site) -> tuple[Step, ...]:
    """The steps from what the database holds to what it should hold."""
    return _compare((rows, {hint.number: hint for hint in hints}), _everything(company, site))


def removal(rows: Rows, hints: Iterable[Hint]) -> tuple[Step, ...]:
    """The steps that take everything away."""
    return _compare((rows, {hint.number: hint for hint in hints}), ({}, {}))


def _touched(old: Company, new: Company, changed: Iterable[Key]) -> frozenset[Key]:
    touched: set[Key] = set(changed)
    employees = {identifier for kind, identifier in touched if kind == Kind.EMPLOYEE}
    for key in [key for key in touched if key[0] == Kind.PHONE]:
        employees |= {phone.employee for c in (old, new) if isinstance(phone := c.objects.get(key), Phone)}
    for employee in employees:
        touched.add((Kind.EMPLOYEE, employee))
        touched |= {(Kind.PHONE, p.id) for c in (old, new) for p in c.phones_by_employee.get(employee, ())}
    ringing = {employee for employee in employees if _rings(old, employee) != _rings(new, employee)}
    if ringing:
        for company in (old, new):
            touched |= {
                (Kind.NUMBER, number.id)
                for number in company.numbers_by_number.values()
                if number.destination and number.destination.id in ringing
            }
    return frozenset(touched)


def _rings(company: Company, employee_id: str) -> tuple[frozenset[str], int]:
    """What a public number's fallback shows of its employee."""
    employee = company.employees.get(employee_id)
    logins = frozenset(phone.login for phone in company.phones_by_employee.get(employee_id, ()))
    return (logins, employee.ring_seconds) if employee else (frozenset(), 0)


def _of(company: Company, keys: Iterable[Key], site: Site) -> tuple[Rows, Hints]:
    rows: Rows = {}
    hints: Hints = {}
    for key in keys:
        item = company.objects.get(key)
        rows |= _rows(company, item, site)
        if isinstance(item, Employee) and (hint := employee_hint(company, item)):
            hints[hint.number] = hint
    return rows, hints


def _rows(company: Company, item: TelephonyObject | None, site: Site) -> Rows:
    match item:
        case Phone():
            return phone_rows(company, item, site)
        case Line():
            return line_rows(company, item, site)
        case Number():
            return number_rows(company, item)
        case Employee():
            return employee_rows(company, item)
        case _:
            return {}


def _everything(company: Company | None, site: Site) -> tuple[Rows, Hints]:
    return (all_rows(company, site), dict(all_hints(company))) if company else ({}, {})


def _compare(before: tuple[Rows, Hints], after: tuple[Rows, Hints]) -> tuple[Step, ...]:
    old_rows, old_hints = before
    new_rows, new_hints = after
    gone = [DeleteRow(*key) for key in sorted(old_rows.keys() - new_rows.keys())]
    put = [PutRow(*key, row) for key, row in sorted(new_rows.items()) if old_rows.get(key) != row]
    dropped = [DropHint(hint) for number, hint in sorted(old_hints.items()) if number not in new_hints]
    hinted = [PutHint(hint) for number, hint in sorted(new_hints.items()) if old_hints.get(number) != hint]
    return (*gone, *put, *dropped, *hinted)


def _language(company: Company) -> str:
    return company.profile.language
