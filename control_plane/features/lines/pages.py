"""Provider lines in the portal: list with state, add, change, remove."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.lines.forms import CHOICES, CORRECTIONS, FIELDS, STATES, blank, of_line, wish_of
from control_plane.features.lines.queries import get_line, line_states, list_lines
from control_plane.features.lines.service import add_line, change_line, remove_line
from control_plane.features.versions.service import NothingChanged, lock_company
from control_plane.web.banners import announce_change
from control_plane.web.faults import refuse
from control_plane.web.form import Form, typed
from control_plane.web.stale import is_stale, told, with_seen
from control_plane.web.words import gettext
from tenants.model import Line

pages = Blueprint("line_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/lines")


@pages.get("")
@allow(Permission.READ_COMPANY)
def listing(company: str) -> str:
    ctx = context()
    cursor = request.args.get("cursor")
    page = list_lines(ctx, company, limit=50, cursor=cursor)
    states = line_states(ctx, company, page.items)
    return company_page(
        ctx,
        company,
        "lines/list.html",
        active="lines",
        rows=[(row.document(), STATES[states[row.id]]) for row in page.items],
        newest=url_for(".listing", company=company) if cursor else None,
        older=url_for(".listing", company=company, cursor=page.next_cursor) if page.next_cursor else None,
    )


@pages.get("/add")
@allow(Permission.CHANGE_COMPANY)
def add(company: str) -> str:
    return _form_page(context(), company, blank())


@pages.post("/add")
@allow(Permission.CHANGE_COMPANY)
def create(company: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, FIELDS)
    try:
        line, change = add_line(ctx, company, wish_of(form, None))
    except Problem as problem:
        db.session.rollback()
        return _form_page(ctx, company, refuse(form, problem, CORRECTIONS)), problem.status
    announce_change(company, change.version, gettext("%(name)s was added.", name=line.name))
    return redirect(url_for(".listing", company=company), 303)


@pages.get("/<line>")
@allow(Permission.CHANGE_COMPANY)
def edit(company: str, line: str) -> str:
    ctx = context()
    found = get_line(ctx, company, line).document()
    return _form_page(ctx, company, of_line(found), found)


@pages.post("/<line>")
@allow(Permission.CHANGE_COMPANY)
def save(company: str, line: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, FIELDS)
    lock_company(ctx, company)
    found = get_line(ctx, company, line).document()
    if is_stale(request.form, now := of_line(found).values):
        return _form_page(ctx, company, told(form, now, CHOICES), found), 412
    try:
        saved, change = change_line(ctx, company, line, wish_of(form, found))
    except NothingChanged:
        db.session.rollback()
        flash(gettext("Nothing was changed."), "good")
        return redirect(url_for(".listing", company=company), 303)
    except Problem as problem:
        db.session.rollback()
        return _form_page(ctx, company, refuse(form, problem, CORRECTIONS), found), problem.status
    announce_change(company, change.version, gettext("%(name)s was saved.", name=saved.name))
    return redirect(url_for(".listing", company=company), 303)


@pages.get("/<line>/remove")
@allow(Permission.CHANGE_COMPANY)
def ask_to_remove(company: str, line: str) -> str:
    ctx = context()
    found = get_line(ctx, company, line).document()
    return company_page(ctx, company, "lines/remove.html", active="lines", line=found)


@pages.post("/<line>/remove")
@allow(Permission.CHANGE_COMPANY)
def remove(company: str, line: str) -> ResponseReturnValue:
    ctx = context()
    name = get_line(ctx, company, line).name
    change = remove_line(ctx, company, line, detach_users=True)
    announce_change(company, change.version, gettext("%(name)s was removed.", name=name))
    return redirect(url_for(".listing", company=company), 303)


def _form_page(ctx: Context, company: str, form: Form, line: Line | None = None) -> str:
    if line is not None:
        form = with_seen(form, request.form, of_line(line).values)
    choices: dict[str, Any] = {name: list(words) for name, words in CHOICES.items()}
    return company_page(ctx, company, "lines/form.html", active="lines", form=form, line=line, choices=choices)
