"""Employees over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out
from control_plane.core.bodies import takes
from control_plane.core.etags import beside
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.customisations.queries import company_customised
from control_plane.features.employees import queries, service
from control_plane.features.employees.schemas import (
    EmployeeChange,
    EmployeeChanged,
    EmployeeHired,
    EmployeeOut,
    EmployeePage,
    EmployeeWithPhones,
    NewEmployee,
)
from control_plane.features.objects.schemas import RemovalQuery, shown, shown_change, shown_page
from control_plane.features.phones.api import phone_out, secret_out
from control_plane.features.phones.service import phones_of
from control_plane.features.versions.schemas import Removed

api = APIBlueprint("employees_api", __name__, url_prefix="/api/v1/companies/<company>/employees", tag="Employees")
EmployeeQuery = queries.EMPLOYEES.query("EmployeeQuery", EmployeeOut)


@api.get("")
@sparse
@api.input(EmployeeQuery, location="query")
@api.output(EmployeePage)
@api.doc(operation_id="listEmployees", summary="Employees by short number")
@allow(Permission.READ_COMPANY)
def list_employees(company: str, query_data: PageQuery) -> Any:
    ctx = context()
    page = queries.list_employees(ctx, company, **asked(query_data))
    return shown_page(page, company_customised(ctx, company))


@api.post("")
@idempotent
@takes(NewEmployee)
@api.output(EmployeeHired, status_code=201)
@api.doc(operation_id="hireEmployee", summary="Add an employee with phones")
@allow(Permission.CHANGE_COMPANY)
def hire_employee(company: str, data: Any) -> Any:
    ctx = context()
    employee, secrets, change = service.hire_employee(ctx, company, data)
    customised = company_customised(ctx, company)
    answer = shown_change(employee, change, customised)
    return answer | {"phones": [secret_out(secret, customised) for secret in secrets]}


@api.get("/<employee>")
@api.output(EmployeeWithPhones)
@api.doc(operation_id="getEmployee", summary="One employee with phones")
@allow(Permission.READ_COMPANY)
@beside("phones")
def get_employee(company: str, employee: str) -> Any:
    ctx = context()
    customised = company_customised(ctx, company)
    found = shown(queries.get_employee(ctx, company, employee).document(), customised)
    phones = [phone_out(phone, customised) for phone in phones_of(ctx, company, employee)]
    return found | {"phones": phones}


@api.patch("/<employee>")
@takes(EmployeeChange)
@api.output(EmployeeChanged)
@api.doc(operation_id="changeEmployee", summary="Change an employee")
@allow(Permission.CHANGE_COMPANY)
def change_employee(company: str, employee: str, data: Any) -> Any:
    ctx = context()
    return shown_change(*service.change_employee(ctx, company, employee, data), company_customised(ctx, company))


@api.delete("/<employee>")
@api.input(RemovalQuery, location="query")
@api.output(Removed)
@api.doc(operation_id="removeEmployee", summary="Remove an employee and their phones")
@allow(Permission.CHANGE_COMPANY)
def remove_employee(company: str, employee: str, query_data: RemovalQuery) -> Any:
    change = service.remove_employee(context(), company, employee, detach_users=query_data.detach)
    return {"change": change_out(change)}
