"""Use cases around employees: one transaction, one version, one audit line each."""

from typing import Any

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.features.customisations.fitting import fit
from control_plane.features.employees.queries import get_employee
from control_plane.features.employees.schemas import DEFAULT_PHONES, EmployeeChange, NewEmployee
from control_plane.features.objects.rows import add_row
from control_plane.features.objects.service import change_object, remove_together
from control_plane.features.objects.summaries import summary
from control_plane.features.objects.wishes import changed_object, made, read_object_wish
from control_plane.features.phones.schemas import PhoneWish
from control_plane.features.phones.service import NewSecret, make_phone, phones_of
from control_plane.features.versions.service import Change, lock_company, record_change
from tenants.model import Employee, TelephonyObject


def hire_employee(ctx: Context, company_id: str, data: Any) -> tuple[Employee, list[NewSecret], Change]:
    """Create an employee with phones from the fields of NewEmployee; the change is live on the nodes without an Apply.

    Raises: NotFound (company), NumberTaken, Invalid.
    """
    company = lock_company(ctx, company_id)
    wish = read_object_wish(NewEmployee, data, company.country)
    phones = [PhoneWish.model_validate(phone) for phone in wish.pop("phones", DEFAULT_PHONES)]
    employee = fit(ctx, company_id, None, made(Employee, company_id, new_id(), wish))
    add_row(ctx, company_id, employee)
    secrets = [make_phone(ctx, company_id, employee, phone) for phone in phones]
    documents: tuple[TelephonyObject, ...] = (employee, *(secret.phone.document() for secret in secrets))
    return employee, secrets, record_change(ctx, company, summary(employee, "added"), after=documents)


def change_employee(ctx: Context, company_id: str, employee_id: str, data: Any) -> tuple[Employee, Change]:
    """The fields of EmployeeChange. Raises NotFound, NumberTaken, Invalid, NothingChanged."""
    return change_object(ctx, company_id, Employee, employee_id, changed_object(EmployeeChange, data))


def remove_employee(ctx: Context, company_id: str, employee_id: str, *, detach_users: bool = False) -> Change:
    """The phones go too. With `detach_users` whatever led to the employee leads nowhere until somebody decides.

    Raises NotFound, InUse.
    """
    company = lock_company(ctx, company_id)
    employee = get_employee(ctx, company_id, employee_id).document()
    phones = [phone.document() for phone in phones_of(ctx, company_id, employee_id)]
    together: tuple[TelephonyObject, ...] = (employee, *phones)
    return remove_together(ctx, company, together, summary(employee, "removed"), detach_users=detach_users)
