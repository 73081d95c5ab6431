"""Use cases around employees: one transaction, one version, one audit line each."""

from sqlalchemy import select

from control_plane.core.conflicts import Taken
from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import FieldFault
from control_plane.core.wishes import outside_number
from control_plane.features.employees.models import Employee
from control_plane.features.employees.queries import get_employee
from control_plane.features.employees.schemas import EmployeeChange, NewEmployee
from control_plane.features.numbers.models import Number
from control_plane.features.phones.service import NewSecret, make_phone, phones_of
from control_plane.features.versions.service import Change, NothingChanged, lock_company, record_change
from tenants.model import TelephonyObject


class NumberTaken(Taken):
    code, title = "number-taken", "The short number is taken"


def hire_employee(ctx: Context, company_id: str, wish: NewEmployee) -> tuple[Employee, list[NewSecret], Change]:
    """Create an employee with phones; the change is live on the nodes without an Apply.

    Raises: NotFound (company), NumberTaken, Invalid.
    """
    company = lock_company(ctx, company_id)
    _refuse_taken(ctx, company_id, wish.number, holder=None)
    employee = Employee(
        company_id=company_id,
        id=new_id(),
        name=wish.name,
        number=wish.number,
        ring_seconds=wish.ring_seconds,
        outside_number=_outside(wish.outside_number, company.country),
    )
    ctx.session.add(employee)
    ctx.session.flush()
    secrets = [make_phone(ctx, employee, phone) for phone in wish.phones]
    documents: tuple[TelephonyObject, ...] = (employee.document(), *(secret.phone.document() for secret in secrets))
    return employee, secrets, record_change(ctx, company, f"{wish.name} ({wish.number}) added", after=documents)


def change_employee(ctx: Context, company_id: str, employee_id: str, wish: EmployeeChange) -> tuple[Employee, Change]:
    """Raises NotFound, NumberTaken, Invalid, NothingChanged."""
    company = lock_company(ctx, company_id)
    employee = get_employee(ctx, company_id, employee_id)
    before = employee.document()
    if wish.number is not None and wish.number != employee.number:
        _refuse_taken(ctx, company_id, wish.number, holder=employee_id)
        employee.number = wish.number
    if wish.name is not None:
        employee.name = wish.name
    if wish.ring_seconds is not None:
        employee.ring_seconds = wish.ring_seconds
    if "outside_number" in wish.model_fields_set:
        employee.outside_number = _outside(wish.outside_number, company.country)
    after = employee.document()
    if before == after:
        raise NothingChanged("Everything is already as you wish.")
    summary = f"{after.name} ({after.number}) changed"
    return employee, record_change(ctx, company, summary, before=(before,), after=(after,))


def remove_employee(ctx: Context, company_id: str, employee_id: str) -> Change:
    """The phones go too, and numbers that led to the employee lead nowhere until somebody decides.

    Raises NotFound.
    """
    company = lock_company(ctx, company_id)
    employee = get_employee(ctx, company_id, employee_id)
    numbers = _numbers_of(ctx, company_id, employee_id)
    phones = [phone.document() for phone in phones_of(ctx, company_id, employee_id)]
    before: tuple[TelephonyObject, ...] = (employee.document(), *phones, *(number.document() for number in numbers))
    for number in numbers:
        number.employee_id = None
    ctx.session.flush()
    after = tuple(number.document() for number in numbers)
    name, short = employee.name, employee.number
    ctx.session.delete(employee)
    return record_change(ctx, company, f"{name} ({short}) removed", before=before, after=after)


def _numbers_of(ctx: Context, company_id: str, employee_id: str) -> list[Number]:
    statement = select(Number).where(Number.company_id == company_id, Number.employee_id == employee_id)
    return list(ctx.session.scalars(statement.order_by(Number.id)))


def _refuse_taken(ctx: Context, company_id: str, number: str, holder: str | None) -> None:
    """The company's row is locked, so nobody can take the number between this check and the commit."""
    statement = select(Employee).where(Employee.company_id == company_id, Employee.number == number)
    other = ctx.session.scalar(statement)
    if other is not None and other.id != holder:
        sentence = f"{number} belongs to {other.name}; choose another number."
        raise NumberTaken(sentence, (FieldFault("number", "number-taken", sentence),))


def _outside(text: str | None, country: str) -> str | None:
    return outside_number(text, country, "outside_number") if text and text.strip() else None
