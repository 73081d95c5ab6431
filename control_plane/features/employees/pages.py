"""Employees in the portal: list, hire, change, remove."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import Blueprint, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.employees.models import Employee
from control_plane.features.employees.queries import get_employee, list_employees
from control_plane.features.employees.service import change_employee, hire_employee, remove_employee
from control_plane.features.objects.queries import free_number
from control_plane.features.phones.models import Phone
from control_plane.features.phones.queries import phones_by_employee
from control_plane.features.versions.service import NothingChanged
from control_plane.web.banners import announce_change
from control_plane.web.faults import Corrections, refuse
from control_plane.web.form import Form, typed
from control_plane.web.words import gettext, lazy_gettext

pages = Blueprint("employee_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/employees")

_FIELDS: Final = ("name", "number", "ring_seconds", "outside_number")
_CORRECTIONS: Final[Corrections] = {
    ("name", "string-too-long"): lazy_gettext("This name is too long; use at most 100 characters."),
    ("name", "string-too-short"): lazy_gettext("Write the name of the employee."),
    ("number", "string-pattern-mismatch"): lazy_gettext("Write two to six digits, such as 107."),
    ("ring_seconds", "*"): lazy_gettext("Write a number of seconds from 5 to 180."),
    ("outside_number", "string-too-long"): lazy_gettext("This is no telephone number; write it like +7 495 123-00-01."),
}


@dataclass(frozen=True)
class Row:
    """An employee in the list, with phones."""

    person: Employee
    phones: list[Phone]


@pages.get("")
@allow(Permission.READ_COMPANY)
def listing(company: str) -> str:
    ctx = context()
    search = request.args.get("search", "")[:100]
    cursor = request.args.get("cursor")
    page = list_employees(ctx, company, limit=50, cursor=cursor, search=search.strip())
    phones = phones_by_employee(ctx, company, [person.id for person in page.items])
    here = partial(url_for, ".listing", company=company, search=search or None)
    return company_page(
        ctx,
        company,
        "employees/list.html",
        active="employees",
        rows=[Row(person, phones.get(person.id, [])) for person in page.items],
        search=search,
        newest=here() if cursor else None,
        older=here(cursor=page.next_cursor) if page.next_cursor else None,
    )


@pages.get("/add")
@allow(Permission.CHANGE_COMPANY)
def add(company: str) -> str:
    ctx = context()
    blank = {"name": "", "number": free_number(ctx, company), "ring_seconds": "20", "outside_number": ""}
    return _form_page(ctx, company, Form(blank))


@pages.post("/add")
@allow(Permission.CHANGE_COMPANY)
def hire(company: str) -> ResponseReturnValue:
    """Answers with the phone's password, this once, so the answer is never stored anywhere."""
    ctx = context()
    form = typed(request.form, _FIELDS)
    phone = {"label": gettext("Desk phone")}
    try:
        employee, secrets, change = hire_employee(ctx, company, _wish(form) | {"phones": [phone]})
    except Problem as problem:
        db.session.rollback()
        return _form_page(ctx, company, refuse(form, problem, _CORRECTIONS)), problem.status
    announce_change(company, change.version, gettext("%(name)s was added.", name=employee.name))
    page = company_page(ctx, company, "employees/welcome.html", active="employees", employee=employee, secrets=secrets)
    answer = make_response(page, 201)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/<employee>")
@allow(Permission.CHANGE_COMPANY)
def edit(company: str, employee: str) -> str:
    ctx = context()
    person = get_employee(ctx, company, employee)
    form = Form(
        {
            "name": person.name,
            "number": person.number,
            "ring_seconds": str(person.ring_seconds),
            "outside_number": person.outside_number or "",
        }
    )
    return _form_page(ctx, company, form, person)


@pages.post("/<employee>")
@allow(Permission.CHANGE_COMPANY)
def save(company: str, employee: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, _FIELDS)
    try:
        saved, change = change_employee(ctx, company, employee, _wish(form))
    except NothingChanged:
        db.session.rollback()
        flash(gettext("Nothing was changed."), "good")
        return redirect(url_for(".listing", company=company), 303)
    except Problem as problem:
        db.session.rollback()
        person = get_employee(ctx, company, employee)
        return _form_page(ctx, company, refuse(form, problem, _CORRECTIONS), person), problem.status
    announce_change(company, change.version, gettext("%(name)s was saved.", name=saved.name))
    return redirect(url_for(".listing", company=company), 303)


@pages.get("/<employee>/remove")
@allow(Permission.CHANGE_COMPANY)
def ask_to_remove(company: str, employee: str) -> str:
    """Asks first: as a dialog over the list, or as a page of its own where scripts are off."""
    ctx = context()
    person = get_employee(ctx, company, employee)
    numbers: list[str] = []
    return company_page(ctx, company, "employees/remove.html", active="employees", employee=person, numbers=numbers)


@pages.post("/<employee>/remove")
@allow(Permission.CHANGE_COMPANY)
def remove(company: str, employee: str) -> ResponseReturnValue:
    ctx = context()
    name = get_employee(ctx, company, employee).name
    change = remove_employee(ctx, company, employee, detach_users=True)
    announce_change(company, change.version, gettext("%(name)s was removed.", name=name))
    return redirect(url_for(".listing", company=company), 303)


def _form_page(ctx: Context, company: str, form: Form, person: Employee | None = None) -> str:
    phones = phones_by_employee(ctx, company, [person.id]).get(person.id, []) if person else []
    return company_page(
        ctx, company, "employees/form.html", active="employees", form=form, employee=person, phones=phones
    )


def _wish(form: Form) -> dict[str, object]:
    """What was typed as the service takes it: an empty number for outside is none."""
    return {**form.values, "outside_number": form.value("outside_number") or None}
