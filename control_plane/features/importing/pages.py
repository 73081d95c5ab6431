"""Importing employees in the portal: a table is checked, then taken whole or not at all."""

from typing import Any, Literal

from flask import Blueprint, Response, make_response, request
from flask.typing import ResponseReturnValue

from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.core.uploads import takes_up_to
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.importing import service
from control_plane.features.importing.columns import COLUMNS, rows_of
from control_plane.features.importing.export import ExportQuery, exported
from control_plane.features.importing.tables import BYTES_MAX, read_table
from control_plane.features.versions.service import Change
from control_plane.web.banners import announce_change
from control_plane.web.sentences import say
from control_plane.web.words import gettext, reading_language

pages = Blueprint("importing_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/employees")
FAULTS_SHOWN = 100


@pages.get("/import")
@allow(Permission.CHANGE_COMPANY)
def ask(company: str) -> str:
    return _page(company)


@pages.post("/import")
@takes_up_to(BYTES_MAX + 64 * 1024)
@allow(Permission.CHANGE_COMPANY)
def take(company: str) -> ResponseReturnValue:
    """The answer to an import has passwords, this once, so it is never stored anywhere."""
    ctx = context()
    sent = request.files.get("table")
    try:
        rows = rows_of(read_table(sent.read() if sent is not None else b""))
        if "check" in request.form:
            tried = service.try_import(ctx, company, rows)
            return _page(company, tried=tried, faults=_told(tried.faults))
        done = service.import_employees(ctx, company, rows)
    except Problem as problem:
        db.session.rollback()
        faults = _told(problem.faults) or [("", say(problem.detail))]
        return _page(company, faults=faults, refused=True), problem.status
    if done.change is not None:
        _announce(company, done.change, done)
    answer = make_response(_page(company, done=done))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/export")
@allow(Permission.READ_COMPANY)
def export(company: str) -> Response:
    form: Literal["csv", "xlsx"] = "csv" if request.args.get("format") == "csv" else "xlsx"
    language: Literal["en", "ru"] = "ru" if reading_language() == "ru" else "en"
    return exported(context(), company, ExportQuery(format=form, language=language))


def _announce(company: str, change: Change, done: service.Imported) -> None:
    words = gettext("%(added)s employees were added, %(changed)s changed.", added=done.added, changed=done.changed)
    announce_change(company, change.version, words)


def _told(faults: Any) -> list[tuple[str, str]]:
    """Where and what, the first ones."""
    return [(fault.field, say(fault.message)) for fault in faults[:FAULTS_SHOWN]]


def _page(company: str, **values: Any) -> str:
    shown = {"tried": None, "done": None, "faults": [], "refused": False} | values
    names = [column.names for column in COLUMNS]
    return company_page(context(), company, "importing/import.html", active="employees", columns=names, **shown)
