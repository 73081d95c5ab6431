"""Single sign-on: at the door, and where a company or a reseller sets it up."""

from typing import Any, Final

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow, public
from control_plane.core.problems import NotFound, Problem
from control_plane.core.roles import Permission
from control_plane.core.tenancy import everywhere
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context, enter, visit
from control_plane.features.access.models import Entry
from control_plane.features.companies.page import company_page
from control_plane.features.factors.steps import first_step_done
from control_plane.features.single_sign_on import service
from control_plane.features.single_sign_on.models import IdentityProvider
from control_plane.features.single_sign_on.queries import provider_called, provider_of
from control_plane.features.single_sign_on.remembered import remember
from control_plane.features.single_sign_on.schemas import ProviderWish
from control_plane.web.faults import refuse
from control_plane.web.form import Form, typed
from control_plane.web.languages import local_path
from control_plane.web.sentences import say
from control_plane.web.words import gettext

pages = Blueprint("single_sign_on_pages", __name__, template_folder="templates")
_KEY: Final = "single-sign-on"
_FIELDS: Final = ("name", "issuer", "client_id", "client_secret")


@pages.get("/sign-in/with/<provider>")
@public("whoever is not signed in yet; the address tells whose provider it is, and nothing else does")
def begin(provider: str) -> ResponseReturnValue:
    coming = visit()
    found = provider_called(coming.session, coming.settings, provider)
    if found is None:
        abort(404)
    try:
        there, session[_KEY] = service.begin(coming, found, local_path(request.args.get("next", "")))
    except service.SignOnFailed as problem:
        return _failed(problem)
    return redirect(there)


@pages.get(service.CALLBACK)
@public("whoever comes back from the provider is not signed in yet")
def callback() -> ResponseReturnValue:
    coming = visit()
    try:
        arrived = service.finish(coming, request.args, str(session.pop(_KEY, "")))
    except service.SignOnFailed as problem:
        return _failed(problem)
    if arrived.strong:
        enter(coming, arrived.user, Entry.SINGLE_SIGN_ON)
        answer: Any = redirect(local_path(arrived.following), 303)
    else:
        answer = first_step_done(coming, arrived.user, Entry.SINGLE_SIGN_ON, arrived.following)
    assert isinstance(answer, Response)
    remember(answer, arrived.provider.id)
    return answer


@pages.get("/companies/<company>/single-sign-on")
@allow(Permission.SIGN_ON)
def company_form(company: str) -> str:
    ctx = context()
    found = provider_of(ctx.session, company_id=company)
    return _company_page(ctx, company, _shown(found), found)


@pages.post("/companies/<company>/single-sign-on")
@allow(Permission.SIGN_ON)
def save_of_company(company: str) -> ResponseReturnValue:
    ctx = context()
    try:
        words = _carry_out(ctx, company_id=company)
    except Problem as problem:
        db.session.rollback()
        found = provider_of(ctx.session, company_id=company)
        return _company_page(ctx, company, refuse(typed(request.form, _FIELDS), problem, {}), found), problem.status
    flash(words, "good")
    return redirect(url_for(".company_form", company=company), 303)


# The same of a reseller: only who could also delete its companies speaks for all its people.
@pages.get("/single-sign-on")
@allow(Permission.DELETE_COMPANY)
def reseller_form() -> str:
    ctx = context()
    found = _of_reseller(ctx, _own_reseller(ctx))
    return _reseller_page(ctx, _shown(found), found)


@pages.post("/single-sign-on")
@allow(Permission.DELETE_COMPANY)
def save_of_reseller() -> ResponseReturnValue:
    ctx = context()
    try:
        words = _carry_out(ctx, reseller_id=_own_reseller(ctx))
    except NotFound:
        raise
    except Problem as problem:
        db.session.rollback()
        found = _of_reseller(ctx, _own_reseller(ctx))
        return _reseller_page(ctx, refuse(typed(request.form, _FIELDS), problem, {}), found), problem.status
    flash(words, "good")
    return redirect(url_for(".reseller_form"), 303)


def _carry_out(ctx: Context, **owner: str) -> str:
    """What the form wants, and what to say of it."""
    if "remove" in request.form:
        service.remove_provider(ctx, **owner)
        return gettext("Single sign-on was removed. People sign in with passwords or passkeys.")
    sent = typed(request.form, _FIELDS).values
    wish = read_wish(ProviderWish, dict(sent) | {"client_secret": sent["client_secret"] or None})
    service.set_provider(ctx, wish, **owner)
    return gettext("Single sign-on is set up. Try the address below in a private window before you sign out.")


def _of_reseller(ctx: Context, reseller: str) -> IdentityProvider | None:
    with everywhere(ctx.session, ctx.settings):
        return provider_of(ctx.session, reseller_id=reseller)


def _own_reseller(ctx: Context) -> str:
    """Raises NotFound for whoever is of none."""
    if ctx.actor.reseller_id is None:
        raise NotFound("Only a reseller's people have a single sign-on of their own.")
    return ctx.actor.reseller_id


def _shown(found: IdentityProvider | None) -> Form:
    if found is None:
        return Form()
    return Form({"name": found.name, "issuer": found.issuer, "client_id": found.client_id, "client_secret": ""})


def _values(ctx: Context, form: Form, found: IdentityProvider | None) -> dict[str, Any]:
    return {
        "form": form,
        "provider": found,
        "callback": service.callback_url(ctx.settings),
        "sign_in_url": service.sign_in_url(ctx.settings, found) if found else "",
    }


def _company_page(ctx: Context, company: str, form: Form, found: IdentityProvider | None) -> str:
    values = _values(ctx, form, found)
    return company_page(ctx, company, "single_sign_on/company.html", active="settings", **values)


def _reseller_page(ctx: Context, form: Form, found: IdentityProvider | None) -> str:
    return render_template("single_sign_on/reseller.html", **_values(ctx, form, found))


def _failed(problem: service.SignOnFailed) -> ResponseReturnValue:
    return render_template("single_sign_on/failed.html", words=say(problem.detail)), problem.status
