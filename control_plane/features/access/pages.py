"""Signing in and out in the browser."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.policy import public
from control_plane.features.access.identify import identify, leave, visit
from control_plane.features.access.models import Entry
from control_plane.features.factors.steps import first_step_done
from control_plane.features.signin.attempts import TooManyAttempts
from control_plane.features.signin.service import WrongPassword, check_password
from control_plane.features.single_sign_on.remembered import remembered
from control_plane.web.faults import refuse
from control_plane.web.form import Form
from control_plane.web.languages import local_path

pages = Blueprint("access_pages", __name__, template_folder="templates")


@pages.get("/sign-in")
@public("whoever is not signed in yet")
def sign_in() -> ResponseReturnValue:
    if identify() is not None:
        return redirect(local_path(request.args.get("next", "")))
    return _door(Form(), request.args.get("next", ""))


@pages.post("/sign-in")
@public("whoever is not signed in yet")
def try_to_sign_in() -> ResponseReturnValue:
    """On success go on to the second step, or where the person wanted to; a refusal keeps the login."""
    following = request.form.get("next", "")
    form = Form({"login": request.form.get("login", "")[:200]})
    coming = visit()
    try:
        user = check_password(coming, form.value("login"), request.form.get("password", ""))
    except (WrongPassword, TooManyAttempts) as problem:
        return _door(refuse(form, problem, {}), following), problem.status
    return first_step_done(coming, user, Entry.PASSWORD, following)


@pages.post("/sign-out")
@public("signing out twice does no harm")
def sign_out() -> ResponseReturnValue:
    leave()
    return redirect(url_for("access_pages.sign_in"), 303)


def _door(form: Form, following: str) -> str:
    return render_template("access/sign_in.html", form=form, next=following, sign_on=remembered())
