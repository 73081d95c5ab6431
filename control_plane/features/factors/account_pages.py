"""The second factor in the own account: set up, renew, remove."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import leave, own_session, visit
from control_plane.features.access.models import User
from control_plane.features.factors import recovery, service, totp
from control_plane.features.signin import journal, sessions
from control_plane.features.signin.models import Happening
from control_plane.web.faults import refuse
from control_plane.web.form import Form
from control_plane.web.languages import local_path
from control_plane.web.sentences import say
from control_plane.web.words import gettext

pages = Blueprint("account_factor_pages", __name__, template_folder="templates", url_prefix="/account")


@pages.get("/protect")
@allow(Permission.OWN_ACCOUNT)
def offer() -> str:
    """After the sign-in of a role that should have a second factor, where it is not required."""
    return render_template("factors/offer.html", following=local_path(request.args.get("next", "")))


@pages.get("/codes")
@allow(Permission.OWN_ACCOUNT)
def codes() -> ResponseReturnValue:
    coming, user = visit(), own_session()[1]
    if not is_fresh():
        return ask_to_sign_in_again()
    following = local_path(request.args["next"]) if "next" in request.args else url_for("account_pages.show")
    return _set_up_page(Form({"code": ""}), totp.begin(coming, user), following)


@pages.post("/codes")
@allow(Permission.OWN_ACCOUNT)
def set_up() -> ResponseReturnValue:
    coming, user = visit(), own_session()[1]
    if not is_fresh():
        return ask_to_sign_in_again()
    ticket, following = request.form.get("ticket", ""), local_path(request.form.get("next", ""))
    try:
        totp.confirm(coming, user, ticket, "".join(request.form.get("code", "")[:100].split()))
    except Problem as problem:
        form = refuse(Form({"code": ""}), problem, {})
        made = totp.again(coming, user, ticket)
        db.session.commit()  # a new ticket, when the former one has expired
        return _set_up_page(form, made, following), 422
    return _codes_page(user, following)


@pages.post("/codes/remove")
@allow(Permission.OWN_ACCOUNT)
def remove() -> ResponseReturnValue:
    if not is_fresh():
        return ask_to_sign_in_again()
    try:
        service.remove_codes(visit(), own_session()[1])
    except service.FactorNeeded as problem:
        db.session.rollback()
        flash(say(problem.detail), "bad")
    else:
        flash(gettext("Codes of the app are not asked for any more."), "good")
    return redirect(url_for("account_pages.show"), 303)


@pages.post("/recovery-codes")
@allow(Permission.OWN_ACCOUNT)
def renew() -> ResponseReturnValue:
    coming, user = visit(), own_session()[1]
    if not is_fresh() or not service.has_one(coming, user):
        return ask_to_sign_in_again()
    journal.note(coming, user, Happening.RECOVERY_CODES_RENEWED)
    return _codes_page(user, url_for("account_pages.show"))


@pages.post("/again")
@allow(Permission.OWN_ACCOUNT)
def sign_in_again() -> ResponseReturnValue:
    """To the door and back: whoever finds an open browser changes nothing about how its owner signs in."""
    leave()
    return redirect(url_for("access_pages.sign_in", next=url_for("account_pages.show")), 303)


def is_fresh() -> bool:
    """Whether the person has just signed in."""
    return visit().now - own_session()[0].created_at < sessions.FRESH


def ask_to_sign_in_again() -> ResponseReturnValue:
    return render_template("factors/again.html")


def _set_up_page(form: Form, made: totp.SetUp, following: str) -> str:
    return render_template("factors/set_up.html", form=form, made=made, following=following)


def _codes_page(user: User, following: str) -> str:
    return render_template("factors/codes.html", codes=recovery.renew(visit(), user), following=following)
