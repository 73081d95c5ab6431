"""Mails that have not arrived, in the portal: why, when they are tried next, send them again or forget them."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.mails import queries, service
from control_plane.web.words import gettext

pages = Blueprint("mail_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/mails")


@pages.get("")
@allow(Permission.LISTEN)
def listing(company: str) -> str:
    ctx = context()
    cursor = request.args.get("cursor")
    page = queries.list_unsent(ctx, company, limit=30, cursor=cursor)
    return company_page(
        ctx,
        company,
        "mails/list.html",
        active="mails",
        rows=page.items,
        no_server=ctx.settings.smtp_url is None,
        newest=url_for(".listing", company=company) if cursor else None,
        older=url_for(".listing", company=company, cursor=page.next_cursor) if page.next_cursor else None,
    )


@pages.post("/<mail>/send-again")
@allow(Permission.LISTEN)
def send_again(company: str, mail: str) -> ResponseReturnValue:
    try:
        service.send_again(context(), company, mail)
    except service.AlreadySent:
        db.session.rollback()
        flash(gettext("This mail has been sent meanwhile."), "good")
    else:
        flash(gettext("The mail is tried again within seconds."), "good")
    return redirect(url_for(".listing", company=company), 303)


@pages.post("/<mail>/delete")
@allow(Permission.LISTEN)
def delete(company: str, mail: str) -> ResponseReturnValue:
    try:
        service.delete_mail(context(), company, mail)
    except service.AlreadySent:
        db.session.rollback()
        flash(gettext("This mail has been sent meanwhile."), "good")
    else:
        flash(gettext("The mail is not sent. What it was about is still in the portal."), "good")
    return redirect(url_for(".listing", company=company), 303)
