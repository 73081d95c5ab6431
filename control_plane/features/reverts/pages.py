"""Undoing a change, or going back to one, in the portal: what would happen first, then the button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.changesets.plan import Looked
from control_plane.features.companies.page import company_page
from control_plane.features.objects.pages import announce
from control_plane.features.reverts import service
from control_plane.features.versions.queries import get_progress
from control_plane.features.versions.service import Change
from control_plane.web.sentences import say
from control_plane.web.words import gettext, lazy_gettext

pages = Blueprint("revert_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/versions")


@dataclass(frozen=True)
class Way:
    """One of both: what is done, what it is called, and what the button says."""

    preview: Callable[[Context, str, int], Looked]
    carry_out: Callable[[Context, str, int], Change]
    title: object
    button: object


_WAYS: Final = {
    "undo": Way(
        service.preview_undo, service.undo, lazy_gettext("Undo this change?"), lazy_gettext("Undo this change")
    ),
    "restore": Way(
        service.preview_restore, service.restore, lazy_gettext("Go back to this?"), lazy_gettext("Go back to this")
    ),
}


@pages.get("/<int:number>/revert/<what>")
@allow(Permission.CHANGE_COMPANY)
def ask(company: str, number: int, what: str, note: str = "") -> str:
    """What it would do, and what stands in the way."""
    ctx, way = context(), _way(what)
    version = get_progress(ctx, company, number).version
    looked: Looked | None = None
    try:
        looked = way.preview(ctx, company, number)
    except Problem as problem:
        note = note or say(problem.detail)
    return company_page(
        ctx,
        company,
        "reverts/ask.html",
        active="changes",
        way=way,
        what=what,
        number=number,
        summary=say(version.summary),
        note=note,
        objects=looked.told() if looked is not None else [],
        obstacles=[say(each.message) for each in (*looked.obstacles, *looked.faults)] if looked is not None else [],
        possible=looked is not None and not looked.obstacles and not looked.faults and looked.plan.merged.wanted,
    )


@pages.post("/<int:number>/revert/<what>")
@allow(Permission.CHANGE_COMPANY)
def carry_out(company: str, number: int, what: str) -> ResponseReturnValue:
    try:
        change = _way(what).carry_out(context(), company, number)
    except Problem as problem:
        db.session.rollback()
        return ask(company, number, what, say(problem.detail)), problem.status
    announce(company, change, gettext("It is as it was."))
    return redirect(url_for("version_pages.listing", company=company), 303)


def _way(what: str) -> Way:
    if what not in _WAYS or request.view_args is None:
        abort(404)
    return _WAYS[what]
