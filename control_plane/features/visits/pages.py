"""Support's visits in the portal: the company's list, and the visitor's door."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.companies.queries import get_company
from control_plane.features.visits import queries, service
from control_plane.features.visits.schemas import NewVisit
from control_plane.web.faults import refuse
from control_plane.web.form import Form, typed
from control_plane.web.words import gettext

pages = Blueprint("visit_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/visits")


@pages.get("")
@allow(Permission.HOST_VISITS)
def listing(company: str) -> str:
    ctx = context()
    rows = queries.list_visits(ctx, company, limit=100).items
    return company_page(ctx, company, "visits/list.html", active="visits", rows=rows, now=ctx.clock())


@pages.post("/<visit>/let-change")
@allow(Permission.HOST_VISITS)
def let_change(company: str, visit: str) -> ResponseReturnValue:
    service.let_change(context(), company, visit)
    flash(gettext("The visitor may change something until the visit ends."), "good")
    return redirect(url_for(".listing", company=company), 303)


@pages.post("/<visit>/end")
@allow(Permission.HOST_VISITS)
def end(company: str, visit: str) -> ResponseReturnValue:
    service.end_visit(context(), company, visit)
    flash(gettext("The visit is over."), "good")
    return redirect(url_for(".listing", company=company), 303)


@pages.get("/begin")
@allow(Permission.VISIT_COMPANIES)
def ask(company: str) -> str:
    return _door(company, Form({"minutes": "30"}))


@pages.post("/begin")
@allow(Permission.VISIT_COMPANIES)
def begin(company: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, ("reason", "minutes"))
    try:
        service.begin_visit(ctx, company, read_wish(NewVisit, dict(form.values)))
    except Problem as problem:
        db.session.rollback()
        return _door(company, refuse(form, problem, {})), problem.status
    return redirect(url_for("company_pages.overview", company=company), 303)


def _door(company: str, form: Form) -> str:
    found = get_company(context(), company)
    return render_template("visits/begin.html", visited=found, form=form)
