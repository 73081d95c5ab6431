"""Employees as the API shows and takes them."""

from typing import Annotated

from pydantic import Field

from control_plane.features.objects.schemas import extended, schemas_of
from control_plane.features.phones.schemas import PhoneOut, PhoneSecret, PhoneWish
from tenants.model import Employee

_EMPLOYEE = schemas_of(Employee)
_PHONES = Annotated[
    tuple[PhoneWish, ...], Field(max_length=10, description="One phone called Desk unless told otherwise")
]
DEFAULT_PHONES = (PhoneWish(label="Desk"),)

NewEmployee = extended("NewEmployee", _EMPLOYEE.new, "An employee, with phones", phones=(_PHONES, DEFAULT_PHONES))
EmployeeChange = _EMPLOYEE.change
EmployeeOut = _EMPLOYEE.out
EmployeeChanged = _EMPLOYEE.changed
EmployeePage = _EMPLOYEE.page
EmployeeWithPhones = extended("EmployeeWithPhones", EmployeeOut, phones=(list[PhoneOut], ...))
EmployeeHired = extended(
    "EmployeeHired",
    EmployeeChanged,
    "The answer to hiring: the phones come with their passwords, this once.",
    phones=(list[PhoneSecret], ...),
)
