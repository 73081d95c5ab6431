"""The second step at the door: type the code, or set one up first where the role needs it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.db import db
from control_plane.core.policy import public
from control_plane.core.problems import Problem
from control_plane.features.access.identify import visit
from control_plane.features.access.models import Entry
from control_plane.features.factors import recovery, service, totp
from control_plane.features.factors.steps import half_way, last_step_done
from control_plane.features.signin.models import Purpose, Ticket
from control_plane.web.faults import refuse
from control_plane.web.form import Form

pages = Blueprint("factor_pages", __name__, template_folder="templates", url_prefix="/sign-in")
_WHY = "whoever has shown the password, and is not signed in yet"


@pages.get("/code")
@public(_WHY)
def ask() -> ResponseReturnValue:
    found = half_way(visit(), Purpose.SECOND_STEP)
    if found is None:
        return _from_the_beginning()
    return _ask_page(Form({"code": ""}), found[0])


@pages.post("/code")
@public(_WHY)
def check() -> ResponseReturnValue:
    coming = visit()
    found = half_way(coming, Purpose.SECOND_STEP)
    if found is None:
        return _from_the_beginning()
    try:
        entry = service.check_second(coming, found[1], request.form.get("code", ""))
    except Problem as problem:
        db.session.rollback()
        return _ask_page(refuse(Form({"code": ""}), problem, {}), found[0]), problem.status
    following = last_step_done(coming, Purpose.SECOND_STEP, found[1], entry)
    return redirect(following, 303) if following else _from_the_beginning()


@pages.get("/protect")
@public(_WHY)
def protect() -> ResponseReturnValue:
    """The role needs a second factor, and there is none yet."""
    coming = visit()
    found = half_way(coming, Purpose.FIRST_FACTOR)
    if found is None:
        return _from_the_beginning()
    return render_template("factors/protect.html", form=Form({"code": ""}), made=totp.begin(coming, found[1]))


@pages.post("/protect")
@public(_WHY)
def set_up() -> ResponseReturnValue:
    coming = visit()
    found = half_way(coming, Purpose.FIRST_FACTOR)
    if found is None:
        return _from_the_beginning()
    ticket, user = request.form.get("ticket", ""), found[1]
    try:
        totp.confirm(coming, user, ticket, "".join(request.form.get("code", "")[:100].split()))
    except Problem as problem:
        form = refuse(Form({"code": ""}), problem, {})
        made = totp.again(coming, user, ticket)
        db.session.commit()  # a new ticket, when the former one has expired
        return render_template("factors/protect.html", form=form, made=made), 422
    codes = recovery.renew(coming, user)
    following = last_step_done(coming, Purpose.FIRST_FACTOR, user, Entry.PASSWORD_AND_CODE)
    if following is None:
        db.session.rollback()
        return _from_the_beginning()
    return render_template("factors/codes.html", codes=codes, following=following)


def _ask_page(form: Form, ticket: Ticket) -> str:
    return render_template("factors/ask.html", form=form, following=ticket.data["next"])


def _from_the_beginning() -> ResponseReturnValue:
    return redirect(url_for("access_pages.sign_in"), 303)
