"""The history of a company's changes, and how far the newest has come."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.companies.queries import get_company
from control_plane.features.comparisons.service import compare_versions, version_before
from control_plane.features.versions.queries import LARGEST_NUMBER, get_progress, list_progress
from control_plane.features.versions.stages import delivery_view, view_of
from control_plane.web.form import Form, typed
from control_plane.web.sentences import say

pages = Blueprint("version_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/versions")


@pages.get("")
@allow(Permission.READ_COMPANY)
def listing(company: str) -> str:
    ctx = context()
    now = ctx.clock()
    cursor = request.args.get("cursor")
    page = list_progress(ctx, company, limit=30, cursor=cursor)
    following = page.next_cursor
    return company_page(
        ctx,
        company,
        "versions/list.html",
        active="changes",
        may_audit=ctx.actor.may(Permission.READ_AUDIT),
        versions=[view_of(progress, now) for progress in page.items],
        newest=url_for(".listing", company=company) if cursor else None,
        older=url_for(".listing", company=company, cursor=following) if following else None,
    )


@pages.get("/<int:number>")
@allow(Permission.READ_COMPANY)
def show(company: str, number: int) -> str:
    """One change: what became different, why, and where it has come."""
    ctx = context()
    progress = get_progress(ctx, company, number)
    before = version_before(ctx, company, number)
    return company_page(
        ctx,
        company,
        "versions/show.html",
        active="changes",
        version=view_of(progress, ctx.clock()),
        reason=progress.version.reason,
        warnings=[say(each["text"]) for each in progress.version.warnings],
        deliveries=[delivery_view(progress, each) for each in progress.deliveries],
        objects=compare_versions(ctx, company, before, number).told(),
        before=before,
    )


@pages.get("/compare")
@allow(Permission.READ_COMPANY)
def compare(company: str) -> str:
    """Two versions beside each other; what was asked stands in the address."""
    ctx = context()
    newest = get_company(ctx, company).version
    form = typed(request.args, ("from", "to"))
    first, second = (_number(form.value(name), given) for name, given in (("from", newest - 1), ("to", newest)))
    values = {"from": str(first), "to": str(second)}
    return company_page(
        ctx,
        company,
        "versions/compare.html",
        active="changes",
        form=Form(values),
        objects=compare_versions(ctx, company, first, second).told(),
    )


def _number(typed_in: str, otherwise: int) -> int:
    """Nonsense is the version that was not asked for otherwise."""
    good = typed_in.isascii() and typed_in.isdigit() and int(typed_in[:9]) <= LARGEST_NUMBER
    return int(typed_in[:9]) if good else max(0, otherwise)


@pages.get("/<int:number>/status")
@allow(Permission.READ_CALLS)
def status(company: str, number: int) -> ResponseReturnValue:
    """The fragment that says how far a change is; 204 while it still is what the page has `seen`."""
    ctx = context()
    version = view_of(get_progress(ctx, company, number), ctx.clock())
    if version.stage == request.args.get("seen"):
        return "", 204
    found = get_company(ctx, company)
    return render_template("versions/status.html", version=version, company=found)
