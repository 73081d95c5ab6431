"""Your account: the password, where you are signed in, and what happened lately."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import PERMISSIONS, Permission
from control_plane.features.access.identify import context, own_session, visit
from control_plane.features.account import service
from control_plane.features.factors.service import factors_of
from control_plane.features.signin import journal, queries, sessions
from control_plane.features.signin.devices import device_in_words
from control_plane.features.signin.models import Happening
from control_plane.features.signin.words import BAD, ENTRIES, HAPPENINGS
from control_plane.web.faults import refuse
from control_plane.web.form import Form
from control_plane.web.words import gettext, ngettext

pages = Blueprint("account_pages", __name__, template_folder="templates", url_prefix="/account")


@pages.get("")
@allow(Permission.OWN_ACCOUNT)
def show() -> str:
    ctx, (row, user) = context(), own_session()
    return render_template(
        "account/show.html",
        user=user,
        factors=factors_of(visit(), user),
        here=row.id,
        sessions=sessions.sessions_of(ctx.session, ctx.settings, user.id, ctx.clock()),
        events=queries.list_events(ctx, user_id=user.id, limit=20).items,
        words=HAPPENINGS,
        bad=BAD,
        entries=ENTRIES,
        device=device_in_words,
        sets_sign_on=user.reseller_id is not None and Permission.DELETE_COMPANY in PERMISSIONS[ctx.actor.role],
        reads_journal=Permission.READ_FLEET in PERMISSIONS[ctx.actor.role],
    )


@pages.post("/sessions/end")
@allow(Permission.OWN_ACCOUNT)
def end_session() -> ResponseReturnValue:
    """One of one's own; somebody else's is as good as none."""
    coming, (row, user) = visit(), own_session()
    wanted = request.form.get("session", "")[:64]
    if wanted != row.id and wanted.isalnum() and sessions.end_session(coming.session, user.id, wanted):
        journal.note(coming, user, Happening.SESSION_ENDED)
    flash(gettext("That browser is signed out."), "good")
    return redirect(url_for(".show"), 303)


@pages.post("/sessions/end-others")
@allow(Permission.OWN_ACCOUNT)
def end_others() -> ResponseReturnValue:
    coming, (row, user) = visit(), own_session()
    count = sessions.end_other_sessions(coming.session, user.id, row.id)
    if count:
        journal.note(coming, user, Happening.SESSION_ENDED)
    flash(ngettext("%(num)d other browser is signed out.", "%(num)d other browsers are signed out.", count), "good")
    return redirect(url_for(".show"), 303)


@pages.get("/password")
@allow(Permission.OWN_ACCOUNT)
def password() -> str:
    return _password_page(Form())


@pages.post("/password")
@allow(Permission.OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    coming, (row, user) = visit(), own_session()
    new, current = request.form.get("new", ""), request.form.get("current", "")
    form = Form({"current": "", "new": "", "again": ""})
    if new != request.form.get("again", ""):
        return _password_page(form.refused({"again": gettext("This is not the same password.")})), 422
    try:
        service.change_password(coming, user, current=current, new=new, session_id=row.id)
    except Problem as problem:
        db.session.rollback()
        return _password_page(refuse(form, problem, {})), problem.status
    flash(gettext("The password was changed. Your other browsers are signed out."), "good")
    return redirect(url_for(".show"), 303)


def _password_page(form: Form) -> str:
    return render_template("account/password.html", form=form, user=own_session()[1])
