"""Passkeys: at the door, and in the own account."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.db import db
from control_plane.core.policy import allow, public
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import enter, own_session, visit
from control_plane.features.access.models import Entry
from control_plane.features.factors import passkeys, recovery, service
from control_plane.features.factors.account_pages import ask_to_sign_in_again, is_fresh
from control_plane.features.signin.devices import device_in_words
from control_plane.web.faults import refuse
from control_plane.web.form import Form
from control_plane.web.languages import local_path
from control_plane.web.sentences import say
from control_plane.web.words import gettext

pages = Blueprint("passkey_pages", __name__, template_folder="templates")
_KEY = "passkey"


@pages.get("/sign-in/passkey")
@public("whoever is not signed in yet")
def ask() -> str:
    return _door(Form(), request.args.get("next", ""))


@pages.post("/sign-in/passkey")
@public("whoever is not signed in yet")
def check() -> ResponseReturnValue:
    coming, following = visit(), request.form.get("next", "")
    site = passkeys.site_of(coming.settings)
    if site is None:
        return redirect(url_for(".ask"), 303)
    try:
        user = passkeys.check(coming, site, request.form.get("answer", ""), str(session.pop(_KEY, "")))
    except Problem as problem:
        page = _door(refuse(Form(), problem, {}), following)
        db.session.commit()  # the next challenge; the one before is used up
        return page, problem.status
    enter(coming, user, Entry.PASSKEY)
    return redirect(local_path(following), 303)


@pages.get("/account/passkeys")
@allow(Permission.OWN_ACCOUNT)
def add_page() -> ResponseReturnValue:
    return _add_page(Form({"name": device_in_words(visit().device)})) if is_fresh() else ask_to_sign_in_again()


@pages.post("/account/passkeys")
@allow(Permission.OWN_ACCOUNT)
def add() -> ResponseReturnValue:
    coming, user = visit(), own_session()[1]
    site = passkeys.site_of(coming.settings)
    if not is_fresh():
        return ask_to_sign_in_again()
    if site is None:
        return redirect(url_for(".add_page"), 303)
    name = request.form.get("name", "").strip() or device_in_words(coming.device)
    try:
        passkeys.add(coming, user, site, request.form.get("answer", ""), name)
    except Problem as problem:
        db.session.rollback()
        page = _add_page(refuse(Form({"name": name}), problem, {}))
        db.session.commit()  # the next challenge
        return page, problem.status
    flash(gettext("The passkey is kept. From now on it opens the door without a password."), "good")
    if recovery.left(coming, user):
        return redirect(url_for("account_pages.show"), 303)
    codes = recovery.renew(coming, user)
    return render_template("factors/codes.html", codes=codes, following=url_for("account_pages.show"))


@pages.post("/account/passkeys/remove")
@allow(Permission.OWN_ACCOUNT)
def remove() -> ResponseReturnValue:
    if not is_fresh():
        return ask_to_sign_in_again()
    try:
        service.remove_passkey(visit(), own_session()[1], request.form.get("passkey", "")[:2000])
    except service.FactorNeeded as problem:
        db.session.rollback()
        flash(say(problem.detail), "bad")
    else:
        flash(gettext("The passkey opens nothing any more. Remove it on the device, too."), "good")
    return redirect(url_for("account_pages.show"), 303)


def _door(form: Form, following: str) -> str:
    coming = visit()
    site = passkeys.site_of(coming.settings)
    options = ""
    if site is not None:
        options, session[_KEY] = passkeys.ask(coming, site)
    return render_template("factors/passkey.html", form=form, next=following, site=site, options=options)


def _add_page(form: Form) -> str:
    coming = visit()
    site = passkeys.site_of(coming.settings)
    options = ""
    if site is not None:
        try:
            options = passkeys.begin(coming, own_session()[1], site)
        except passkeys.TooManyPasskeys as problem:
            form = refuse(form, problem, {})
    return render_template("factors/new_passkey.html", form=form, site=site, options=options)
