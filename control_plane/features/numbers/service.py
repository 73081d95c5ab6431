"""Use cases around public numbers."""

from control_plane.core.conflicts import Taken, refused_by
from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import FieldFault, Invalid
from control_plane.core.wishes import outside_number
from control_plane.features.employees.models import Employee
from control_plane.features.numbers.models import Number
from control_plane.features.numbers.queries import get_number
from control_plane.features.numbers.schemas import NewNumber, NumberChange
from control_plane.features.versions.service import Change, NothingChanged, lock_company, record_change


class PublicNumberTaken(Taken):
    code, title = "number-taken", "The number is taken"


def add_number(ctx: Context, company_id: str, wish: NewNumber) -> tuple[Number, Change]:
    """Raises NotFound, Invalid, PublicNumberTaken."""
    company = lock_company(ctx, company_id)
    _check_employee(ctx, company_id, wish.employee_id)
    e164 = outside_number(wish.number, company.country)
    number = Number(company_id=company_id, id=new_id(), number=e164, label=wish.label, employee_id=wish.employee_id)
    # Another company may hold it, and whose it is must not be told.
    sentence = f"{e164} is in use already; check the number or ask your provider."
    with refused_by({"uq_numbers_number": PublicNumberTaken(sentence, (FieldFault("number", "taken", sentence),))}):
        ctx.session.add(number)
        ctx.session.flush()
    return number, record_change(ctx, company, f"Number {e164} added", after=(number.document(),))


def change_number(ctx: Context, company_id: str, number_id: str, wish: NumberChange) -> tuple[Number, Change]:
    """Raises NotFound, Invalid, NothingChanged."""
    company = lock_company(ctx, company_id)
    number = get_number(ctx, company_id, number_id)
    before = number.document()
    if "label" in wish.model_fields_set:
        number.label = wish.label
    if "employee_id" in wish.model_fields_set:
        _check_employee(ctx, company_id, wish.employee_id)
        number.employee_id = wish.employee_id
    after = number.document()
    if before == after:
        raise NothingChanged("Everything is already as you wish.")
    return number, record_change(ctx, company, f"Number {after.number} changed", before=(before,), after=(after,))


def remove_number(ctx: Context, company_id: str, number_id: str) -> Change:
    """Raises NotFound."""
    company = lock_company(ctx, company_id)
    number = get_number(ctx, company_id, number_id)
    before = number.document()
    ctx.session.delete(number)
    return record_change(ctx, company, f"Number {before.number} removed", before=(before,))


def _check_employee(ctx: Context, company_id: str, employee_id: str | None) -> None:
    if employee_id is not None and ctx.session.get(Employee, (company_id, employee_id)) is None:
        raise Invalid.one("employee_id", "unknown-employee", "There is no such employee; choose one of the list.")
