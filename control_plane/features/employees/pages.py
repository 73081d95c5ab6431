"""Employees in the portal: list, hire, change, remove."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.employees.layout import GROUPS
from control_plane.features.employees.models import Employee
from control_plane.features.employees.queries import get_employee, list_employees
from control_plane.features.employees.service import change_employee, hire_employee, remove_employee
from control_plane.features.objects.forms.form import MORE, ObjectForm, form_of, read_form, shown_values
from control_plane.features.objects.forms.stale import is_old, told_old, with_item
from control_plane.features.objects.looking import choices_of, users_by_name
from control_plane.features.objects.pages import announce
from control_plane.features.objects.queries import free_number
from control_plane.features.phones.models import Phone
from control_plane.features.phones.queries import phones_by_employee
from control_plane.features.phones.service import phones_of
from control_plane.features.versions.service import NothingChanged, lock_company
from control_plane.web.sentences import say
from control_plane.web.words import gettext
from tenants import model
from tenants.model import Kind

pages = Blueprint("employee_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/employees")


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
    blank = shown_values(model.Employee, None) | {"number": free_number(ctx, company)}
    return _form_page(ctx, company, _form(ctx, company, blank))


@pages.post("/add")
@allow(Permission.CHANGE_COMPANY)
def hire(company: str) -> ResponseReturnValue:
    """Answers with the phone's password, this once, so the answer is never stored anywhere."""
    ctx = context()
    data = read_form(model.Employee, GROUPS, choices_of(ctx, company), request.form)
    if MORE in request.form:
        return _form_page(ctx, company, _form(ctx, company, data))
    given = {name: value for name, value in data.items() if value is not None}
    try:
        wish = given | {"phones": [{"label": gettext("Desk phone")}]}
        employee, secrets, change = hire_employee(ctx, company, wish)
    except Problem as problem:
        db.session.rollback()
        return _form_page(ctx, company, _form(ctx, company, data).refused(problem)), problem.status
    announce(company, change, gettext("%(name)s was added.", name=employee.name))
    page = company_page(ctx, company, "employees/welcome.html", active="employees", employee=employee, secrets=secrets)
    answer = make_response(page, 201)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/<employee>")
@allow(Permission.CHANGE_COMPANY)
def edit(company: str, employee: str) -> str:
    ctx = context()
    person = get_employee(ctx, company, employee).document()
    return _form_page(ctx, company, _form(ctx, company, shown_values(model.Employee, person), person), person)


@pages.post("/<employee>")
@allow(Permission.CHANGE_COMPANY)
def save(company: str, employee: str) -> ResponseReturnValue:
    ctx = context()
    lock_company(ctx, company)
    person = get_employee(ctx, company, employee).document()
    data = read_form(model.Employee, GROUPS, choices_of(ctx, company, employee), request.form)
    if MORE in request.form:
        return _form_page(ctx, company, _form(ctx, company, data, person), person)
    if is_old(request.form, person):
        now = _form(ctx, company, shown_values(model.Employee, person), person)
        return _form_page(ctx, company, told_old(_form(ctx, company, data, person), now, person), person), 412
    try:
        saved, change = change_employee(ctx, company, employee, data)
    except NothingChanged:
        db.session.rollback()
        flash(gettext("Nothing was changed."), "good")
        return redirect(url_for(".listing", company=company), 303)
    except Problem as problem:
        db.session.rollback()
        return _form_page(ctx, company, _form(ctx, company, data, person).refused(problem), person), problem.status
    announce(company, change, gettext("%(name)s was saved.", name=saved.name))
    return redirect(url_for(".listing", company=company), 303)


@pages.get("/<employee>/remove")
@allow(Permission.CHANGE_COMPANY)
def ask_to_remove(company: str, employee: str, note: str = "") -> str:
    """Asks first: as a dialog over the list, or as a page of its own where scripts are off."""
    ctx = context()
    person = get_employee(ctx, company, employee)
    keys = [(Kind.EMPLOYEE, employee), *((Kind.PHONE, phone.id) for phone in phones_of(ctx, company, employee))]
    users = users_by_name(ctx, company, keys)
    return company_page(
        ctx, company, "employees/remove.html", active="employees", employee=person, users=users, note=note
    )


@pages.post("/<employee>/remove")
@allow(Permission.CHANGE_COMPANY)
def remove(company: str, employee: str) -> ResponseReturnValue:
    ctx = context()
    name = get_employee(ctx, company, employee).name
    try:
        change = remove_employee(ctx, company, employee, detach_users="detach" in request.form)
    except Problem as problem:
        db.session.rollback()
        return ask_to_remove(company, employee, say(problem.detail)), problem.status
    announce(company, change, gettext("%(name)s was removed.", name=name))
    return redirect(url_for(".listing", company=company), 303)


def _form(ctx: Context, company: str, data: dict[str, Any], person: model.Employee | None = None) -> ObjectForm:
    choices = choices_of(ctx, company, person.id if person else None)
    return form_of(model.Employee, GROUPS, choices, data, more=request.form.get(MORE, ""))


def _form_page(ctx: Context, company: str, form: ObjectForm, person: model.Employee | None = None) -> str:
    phones = phones_by_employee(ctx, company, [person.id]).get(person.id, []) if person else []
    form = with_item(form, request.form, person)
    return company_page(
        ctx, company, "employees/form.html", active="employees", form=form, employee=person, phones=phones
    )
