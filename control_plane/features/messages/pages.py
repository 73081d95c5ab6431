"""Messages in the portal: one list per mailbox, listen, mark as heard, delete."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.listening.players import player
from control_plane.features.listening.service import What
from control_plane.features.messages import queries, service
from control_plane.features.objects.rows import find_object
from control_plane.web.words import gettext
from tenants.model.mailbox import Mailbox

pages = Blueprint("message_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/messages")


@pages.get("")
@allow(Permission.HEAR_MESSAGES)
def listing(company: str) -> str:
    ctx = context()
    cursor, chosen = request.args.get("cursor"), request.args.get("mailbox") or None
    page = queries.list_messages(ctx, company, mailbox=chosen, limit=30, cursor=cursor)
    new = queries.mailboxes_with_messages(ctx, company)
    found = {identifier: find_object(ctx, company, Mailbox, identifier) for identifier in new}
    names = {key: box.name if box is not None else gettext("a removed mailbox") for key, box in found.items()}
    return company_page(
        ctx,
        company,
        "messages/list.html",
        active="messages",
        rows=[(row, player(ctx, What.MESSAGE, company, row.id)) for row in page.items],
        names=names,
        new=new,
        chosen=chosen,
        newest=url_for(".listing", company=company, mailbox=chosen) if cursor else None,
        older=url_for(".listing", company=company, mailbox=chosen, cursor=page.next_cursor)
        if page.next_cursor
        else None,
    )


@pages.post("/<message>/heard")
@allow(Permission.HEAR_MESSAGES)
def heard(company: str, message: str) -> ResponseReturnValue:
    service.mark_heard(context(), company, message)
    return redirect(url_for(".listing", company=company), 303)


@pages.post("/<message>/delete")
@allow(Permission.HEAR_MESSAGES)
def delete(company: str, message: str) -> ResponseReturnValue:
    service.delete_message(context(), company, message)
    flash(gettext("The message is deleted, on the phones too."), "good")
    return redirect(url_for(".listing", company=company), 303)
