"""Reports of deletions in the portal."""

from flask import Blueprint, render_template

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.deletions.queries import get_deletion, newest_deletions

pages = Blueprint("deletion_pages", __name__, template_folder="templates", url_prefix="/deletions")


@pages.get("")
@allow(Permission.DELETE_COMPANY)
def listing() -> str:
    return render_template("deletions/list.html", deletions=newest_deletions(context()))


@pages.get("/<deletion>")
@allow(Permission.DELETE_COMPANY)
def show(deletion: str) -> str:
    return render_template("deletions/show.html", deletion=get_deletion(context(), deletion))
