"""Oneself as an employee in the portal: how calls reach me."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.employees.layout import GROUPS
from control_plane.features.employees.own import SWITCHES, own_employee, switch_own
from control_plane.features.objects.forms.choices import Choices
from control_plane.features.objects.forms.form import ObjectForm, form_of, read_form, shown_values
from control_plane.features.objects.layout import Group
from control_plane.features.objects.looking import choices_of
from control_plane.features.objects.pages import announce
from control_plane.features.versions.service import NothingChanged
from control_plane.web.words import gettext
from tenants.model import Employee

pages = Blueprint("own_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/me")
_GROUPS: Final = (Group("", tuple(entry for group in GROUPS for entry in group.entries if entry.name in SWITCHES)),)


@pages.get("")
@allow(Permission.OWN_EMPLOYEE)
def show(company: str) -> str:
    ctx = context()
    me = own_employee(ctx, company)
    form = form_of(Employee, _GROUPS, _choices(ctx, company), shown_values(Employee, me))
    return _page(ctx, company, me, form)


@pages.post("")
@allow(Permission.OWN_SWITCHES)
def save(company: str) -> ResponseReturnValue:
    ctx = context()
    data = read_form(Employee, _GROUPS, _choices(ctx, company), request.form)
    try:
        _, change = switch_own(ctx, company, data)
    except NothingChanged:
        db.session.rollback()
        flash(gettext("Nothing was changed."), "good")
    except Problem as problem:
        db.session.rollback()
        me = own_employee(ctx, company)
        form = form_of(Employee, _GROUPS, _choices(ctx, company), data).refused(problem)
        return _page(ctx, company, me, form), problem.status
    else:
        announce(company, change, gettext("The settings were saved."))
    return redirect(url_for(".show", company=company), 303)


def _choices(ctx: Context, company: str) -> Choices:
    """Without the extra fields of a customisation: those are the company's business."""
    found = choices_of(ctx, company)
    plain = found.company.profile.model_copy(update={"customisation": None})
    return replace(found, company=replace(found.company, profile=plain))


def _page(ctx: Context, company: str, me: Employee, form: ObjectForm) -> str:
    return company_page(ctx, company, "employees/own.html", active="me", me=me, form=form)
