"""The journal of the door, for operators."""

from flask import Blueprint, render_template, request, url_for

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.signin import queries
from control_plane.features.signin.devices import device_in_words
from control_plane.features.signin.models import Happening
from control_plane.features.signin.words import BAD, ENTRIES, HAPPENINGS

pages = Blueprint("sign_in_pages", __name__, template_folder="templates")


@pages.get("/sign-ins")
@allow(Permission.READ_FLEET)
def listing() -> str:
    """Everybody's, newest first."""
    cursor, wanted = request.args.get("cursor"), request.args.get("what", "")
    what = Happening(wanted) if wanted in set(Happening) else None
    page = queries.list_events(context(), what=what, limit=50, cursor=cursor)
    older = url_for(".listing", what=wanted or None, cursor=page.next_cursor) if page.next_cursor else None
    return render_template(
        "signin/journal.html",
        events=page.items,
        words=HAPPENINGS,
        bad=BAD,
        entries=ENTRIES,
        wanted=what,
        device=device_in_words,
        newest=url_for(".listing", what=wanted or None) if cursor else None,
        older=older,
    )
