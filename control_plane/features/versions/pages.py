"""The history of a company's changes, and how far the newest has come."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.companies.queries import get_company
from control_plane.features.versions.queries import get_progress, list_progress
from control_plane.features.versions.stages import view_of

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
        versions=[view_of(progress, now) for progress in page.items],
        newest=url_for(".listing", company=company) if cursor else None,
        older=url_for(".listing", company=company, cursor=following) if following else None,
    )


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
