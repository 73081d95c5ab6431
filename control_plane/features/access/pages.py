"""Signing in and out in the browser."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.policy import public
from control_plane.features.access.identify import identify, leave, start_session
from control_plane.features.signin.attempts import TooManyAttempts
from control_plane.features.signin.service import WrongPassword
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
    """On success go where the person wanted to; a refusal keeps the login and says what to do."""
    following = request.form.get("next", "")
    form = Form({"login": request.form.get("login", "")[:200]})
    try:
        start_session(form.value("login"), request.form.get("password", ""))
    except (WrongPassword, TooManyAttempts) as problem:
        return _door(refuse(form, problem, {}), following), problem.status
    return redirect(local_path(following), 303)


@pages.post("/sign-out")
@public("signing out twice does no harm")
def sign_out() -> ResponseReturnValue:
    leave()
    return redirect(url_for("access_pages.sign_in"), 303)


def _door(form: Form, following: str) -> str:
    return render_template("access/sign_in.html", form=form, next=following)
