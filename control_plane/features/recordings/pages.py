"""Recordings in the portal: listen, hold, delete."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.listening.players import player
from control_plane.features.listening.service import What
from control_plane.features.recordings import queries, service
from control_plane.web.words import gettext

pages = Blueprint(
    "recording_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/recordings"
)


@pages.get("")
@allow(Permission.LISTEN)
def listing(company: str) -> str:
    ctx = context()
    cursor = request.args.get("cursor")
    page = queries.list_recordings(ctx, company, limit=30, cursor=cursor)
    return company_page(
        ctx,
        company,
        "recordings/list.html",
        active="recordings",
        rows=[(row, player(ctx, What.RECORDING, company, row.id)) for row in page.items],
        newest=url_for(".listing", company=company) if cursor else None,
        older=url_for(".listing", company=company, cursor=page.next_cursor) if page.next_cursor else None,
    )


@pages.post("/<recording>/hold")
@allow(Permission.LISTEN)
def hold(company: str, recording: str) -> ResponseReturnValue:
    row = service.hold(context(), company, recording, on=request.form.get("on") == "1")
    words = gettext("The recording is on legal hold.") if row.legal_hold else gettext("The legal hold is lifted.")
    flash(words, "good")
    return redirect(url_for(".listing", company=company), 303)


@pages.post("/<recording>/delete")
@allow(Permission.LISTEN)
def delete(company: str, recording: str) -> ResponseReturnValue:
    try:
        service.delete_recording(context(), company, recording)
    except service.OnHold:
        db.session.rollback()
        flash(gettext("This recording is on legal hold; lift the hold first."), "bad")
    else:
        flash(gettext("The recording is deleted."), "good")
    return redirect(url_for(".listing", company=company), 303)
