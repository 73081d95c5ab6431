"""Forgotten password, and the page behind the links in mails."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from control_plane.core.db import db
from control_plane.core.policy import public
from control_plane.core.problems import Invalid, Problem
from control_plane.features.access.identify import leave, visit
from control_plane.features.access.models import Entry
from control_plane.features.factors.steps import first_step_done
from control_plane.features.invitations import service
from control_plane.web.faults import refuse
from control_plane.web.form import Form
from control_plane.web.words import gettext, reading_language

pages = Blueprint("invitation_pages", __name__, template_folder="templates", url_prefix="/sign-in")


@pages.get("/forgotten")
@public("whoever has forgotten the password is not signed in")
def forgotten() -> str:
    return _forgotten_page(Form({"login": request.args.get("login", "")[:200]}))


@pages.post("/forgotten")
@public("whoever has forgotten the password is not signed in")
def send_link() -> ResponseReturnValue:
    """The answer is the same whether somebody has the login or not."""
    form = Form({"login": request.form.get("login", "")[:200]})
    try:
        service.ask_for_reset(visit(), form.value("login"), reading_language())
    except Problem as problem:
        db.session.rollback()
        return _forgotten_page(refuse(form, problem, {})), problem.status
    return render_template("invitations/on_its_way.html")


@pages.get("/password")
@public("the link in the mail is the key")
def choose() -> ResponseReturnValue:
    """Looking uses nothing up: programs that check mails look, too."""
    token = request.args.get("link", "")
    try:
        user = service.link_for(visit(), token)
    except service.LinkUsed:
        return render_template("invitations/no_link.html"), 404
    return render_template("invitations/choose.html", form=Form(), user=user, link=token)


@pages.post("/password")
@public("the link in the mail is the key")
def save() -> ResponseReturnValue:
    coming, token, new = visit(), request.form.get("link", ""), request.form.get("new", "")
    form = Form({"new": "", "again": ""})
    try:
        if new != request.form.get("again", ""):
            raise Invalid.one("again", "not-the-same", gettext("This is not the same password."))
        user = service.choose_password(coming, token, new)
    except service.LinkUsed:
        db.session.rollback()
        return render_template("invitations/no_link.html"), 404
    except Problem as problem:
        db.session.rollback()
        return _choose_again(refuse(form, problem, {}), token), problem.status
    leave()
    return first_step_done(coming, user, Entry.PASSWORD, "")


def _choose_again(form: Form, token: str) -> str:
    try:
        user = service.link_for(visit(), token)
    except service.LinkUsed:
        return render_template("invitations/no_link.html")
    return render_template("invitations/choose.html", form=form, user=user, link=token)


def _forgotten_page(form: Form) -> str:
    sends = visit().settings.smtp_url is not None
    return render_template("invitations/forgotten.html", form=form, sends=sends)
