"""API tokens in the portal: one's own."""

from datetime import timedelta
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import PERMISSIONS, Permission
from control_plane.core.scopes import SCOPES as GRANTED
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context
from control_plane.features.people.words import SCOPES
from control_plane.features.tokens import queries, service
from control_plane.features.tokens.schemas import NewToken
from control_plane.web.faults import refuse
from control_plane.web.form import Form
from control_plane.web.words import gettext

pages = Blueprint("token_pages", __name__, template_folder="templates", url_prefix="/tokens")
_DAYS: Final = ("30", "90", "365", "")


@pages.get("")
@allow(Permission.OWN_TOKENS)
def listing() -> str:
    return _page(context(), Form({"days": "365"}))


@pages.post("")
@allow(Permission.OWN_TOKENS)
def make() -> ResponseReturnValue:
    ctx = context()
    form = Form({name: request.form.get(name, "")[:2000].strip() for name in ("label", "days", "networks")})
    scopes = request.form.getlist("scopes")
    try:
        made = service.make_token(ctx, read_wish(NewToken, _wish(ctx, form, scopes)))
    except Problem as problem:
        db.session.rollback()
        return _page(ctx, refuse(form, problem, _corrections()), scopes), problem.status
    return render_template("tokens/made.html", label=made.row.label, token=made.token)


@pages.post("/<token>/revoke")
@allow(Permission.OWN_TOKENS)
def revoke(token: str) -> ResponseReturnValue:
    service.revoke_token(context(), token)
    flash(gettext("The token is revoked; programs that have it are refused from now on."), "good")
    return redirect(url_for(".listing"), 303)


def _wish(ctx: Context, form: Form, scopes: list[str]) -> dict[str, Any]:
    days = int(form.value("days")) if form.value("days") in _DAYS[:-1] else None
    return {
        "label": form.value("label"),
        "scopes": scopes,
        "expires_at": ctx.clock() + timedelta(days=days) if days is not None else None,
        "networks": form.value("networks").replace(",", " ").split() or None,
    }


def _corrections() -> dict[tuple[str, str], object]:
    return {("scopes", "*"): gettext("Choose at least one thing that the token may do.")}


def _page(ctx: Context, form: Form, scopes: list[str] | None = None) -> str:
    mine = PERMISSIONS[ctx.actor.role]
    return render_template(
        "tokens/list.html",
        rows=queries.list_tokens(ctx, limit=service.MOST).items,
        form=form,
        chosen=scopes or [],
        scopes=[(scope.value, words) for scope, words in SCOPES.items() if GRANTED[scope] & mine],
        words={scope.value: words for scope, words in SCOPES.items()},
        days=[(day, gettext("%(count)s days", count=day) if day else gettext("Until it is revoked")) for day in _DAYS],
        now=ctx.clock(),
    )
