"""Public numbers in the portal: who takes their calls."""

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
from control_plane.features.employees.queries import employees_by_id, list_employees
from control_plane.features.numbers.models import Number
from control_plane.features.numbers.queries import get_number, list_numbers
from control_plane.features.numbers.service import change_number
from control_plane.features.versions.service import NothingChanged
from control_plane.web.banners import announce_change
from control_plane.web.faults import Corrections, refuse
from control_plane.web.form import Form, typed
from control_plane.web.formats import phone_number
from control_plane.web.words import gettext, lazy_gettext

pages = Blueprint("number_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/numbers")

_FIELDS: Final = ("employee_id", "label")
_CORRECTIONS: Final[Corrections] = {
    ("label", "string-too-long"): lazy_gettext("This note is too long; use at most 100 characters."),
}


@pages.get("")
@allow(Permission.READ_COMPANY)
def listing(company: str) -> str:
    ctx = context()
    cursor = request.args.get("cursor")
    page = list_numbers(ctx, company, limit=50, cursor=cursor)
    takers = employees_by_id(ctx, company, [taker for number in page.items if (taker := _taker(number))])
    return company_page(
        ctx,
        company,
        "numbers/list.html",
        active="numbers",
        rows=[(number, takers.get(_taker(number) or "")) for number in page.items],
        newest=url_for(".listing", company=company) if cursor else None,
        older=url_for(".listing", company=company, cursor=page.next_cursor) if page.next_cursor else None,
    )


@pages.get("/<number>")
@allow(Permission.CHANGE_COMPANY)
def edit(company: str, number: str) -> str:
    ctx = context()
    found = get_number(ctx, company, number)
    return _form_page(ctx, company, Form({"employee_id": _taker(found) or "", "label": found.label or ""}), found)


@pages.post("/<number>")
@allow(Permission.CHANGE_COMPANY)
def save(company: str, number: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, _FIELDS)
    taker = form.value("employee_id")
    destination = {"kind": "employee", "id": taker} if taker else None
    wish = {"label": form.value("label") or None, "destination": destination}
    try:
        changed, change = change_number(ctx, company, number, wish)
    except NothingChanged:
        db.session.rollback()
        flash(gettext("Nothing was changed."), "good")
        return redirect(url_for(".listing", company=company), 303)
    except Problem as problem:
        db.session.rollback()
        return _form_page(
            ctx, company, refuse(form, problem, _CORRECTIONS), get_number(ctx, company, number)
        ), problem.status
    words = gettext("Number %(number)s was saved.", number=phone_number(changed.number))
    announce_change(company, change.version, words)
    return redirect(url_for(".listing", company=company), 303)


def _taker(number: Number) -> str | None:
    destination = number.document().destination
    return destination.id if destination is not None else None


def _form_page(ctx: Context, company: str, form: Form, number: Number) -> str:
    # 500 choices are what a select box can still be used with; larger companies get a search with teams and menus.
    people = list_employees(ctx, company, limit=500).items
    takers = [("", gettext("Nobody: callers hear that nobody can take the call"))]
    takers += [(person.id, f"{person.number} {person.name}") for person in people]
    chosen = form.value("employee_id")
    if chosen and all(value != chosen for value, _ in takers):
        takers += [(p.id, f"{p.number} {p.name}") for p in employees_by_id(ctx, company, [chosen]).values()]
    return company_page(ctx, company, "numbers/edit.html", active="numbers", form=form, number=number, takers=takers)
