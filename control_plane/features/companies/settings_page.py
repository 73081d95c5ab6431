"""The company's own settings in the portal, and the page that leads everywhere."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import PERMISSIONS, Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.layout import GROUPS
from control_plane.features.companies.page import company_page
from control_plane.features.companies.queries import get_company
from control_plane.features.companies.service import change_company
from control_plane.features.customisations.choosing import selectable
from control_plane.features.objects.forms.choices import Choices
from control_plane.features.objects.forms.form import ObjectForm, form_of, read_form, shown_values
from control_plane.features.objects.forms.stale import is_old, told_old, with_item
from control_plane.features.objects.looking import choices_of
from control_plane.features.objects.pages import announce
from control_plane.features.versions.service import NothingChanged, lock_company
from control_plane.web.words import gettext, reading_language
from tenants.model import Profile

pages = Blueprint("settings_pages", __name__, template_folder="templates", url_prefix="/companies/<company>")


@pages.get("/everything")
@allow(Permission.OWN_ACCOUNT)
def everything(company: str) -> str:
    """All sections at once: for narrow windows, whose bar has room for a few."""
    ctx = context()
    signs_on = Permission.LISTEN in PERMISSIONS[ctx.actor.role]
    return company_page(ctx, company, "companies/everything.html", active="everything", may_set_sign_on=signs_on)


@pages.get("/settings")
@allow(Permission.CHANGE_COMPANY)
def edit(company: str) -> str:
    ctx = context()
    profile = get_company(ctx, company).document()
    return _page(ctx, company, _form(ctx, company, shown_values(Profile, profile)), profile)


@pages.post("/settings")
@allow(Permission.CHANGE_COMPANY)
def save(company: str) -> ResponseReturnValue:
    ctx = context()
    profile = lock_company(ctx, company).document()
    data = read_form(Profile, GROUPS, _choices(ctx, company), request.form)
    if is_old(request.form, profile):
        now = _form(ctx, company, shown_values(Profile, profile))
        return _page(ctx, company, told_old(_form(ctx, company, data), now, profile), profile), 412
    try:
        _, change = change_company(ctx, company, data)
    except NothingChanged:
        db.session.rollback()
        flash(gettext("Nothing was changed."), "good")
    except Problem as problem:
        db.session.rollback()
        return _page(ctx, company, _form(ctx, company, data).refused(problem), profile), problem.status
    else:
        announce(company, change, gettext("The settings were saved."))
    return redirect(url_for(".edit", company=company), 303)


def _form(ctx: Context, company: str, data: dict[str, Any]) -> ObjectForm:
    return form_of(Profile, GROUPS, _choices(ctx, company), data)


def _choices(ctx: Context, company: str) -> Choices:
    options = [(each.value, each.words) for each in selectable(ctx, company, reading_language())]
    return replace(choices_of(ctx, company), customisations=options)


def _page(ctx: Context, company: str, form: ObjectForm, profile: Profile) -> str:
    form = with_item(form, request.form, profile)
    return company_page(ctx, company, "companies/settings.html", active="settings", form=form)
