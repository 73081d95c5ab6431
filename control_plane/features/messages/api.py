"""Mailbox messages over the API."""

from typing import Any

from apiflask import APIBlueprint
from flask import url_for

from control_plane.core.answers import page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.listening.schemas import LinkOut
from control_plane.features.listening.service import What, make_link
from control_plane.features.messages import queries, service
from control_plane.features.messages.schemas import HeardWish, MessageOut, MessagePage

api = APIBlueprint("messages_api", __name__, url_prefix="/api/v1/companies/<company>/messages", tag="Messages")
MessageQuery = queries.MESSAGES.query("MessageQuery", MessageOut)


@api.get("")
@sparse
@api.input(MessageQuery, location="query")
@api.output(MessagePage)
@api.doc(operation_id="listMessages", summary="Messages in mailboxes, the newest first")
@allow(Permission.HEAR_MESSAGES)
def list_messages(company: str, query_data: PageQuery) -> Any:
    found = queries.list_messages(context(), company, **asked(query_data))
    return page_out(found)


@api.get("/<message>")
@api.output(MessageOut)
@api.doc(operation_id="getMessage", summary="One message")
@allow(Permission.HEAR_MESSAGES)
def get_message(company: str, message: str) -> Any:
    return queries.get_message(context(), company, message)


@api.patch("/<message>")
@api.input(HeardWish)
@api.output(MessageOut)
@api.doc(operation_id="hearMessage", summary="Mark a message as heard")
@allow(Permission.HEAR_MESSAGES)
def hear_message(company: str, message: str, json_data: HeardWish) -> Any:  # noqa: ARG001 (its form is all it says)
    return service.mark_heard(context(), company, message)


@api.post("/<message>/link")
@idempotent
@api.output(LinkOut)
@api.doc(operation_id="linkMessage", summary="A link to listen with, good for a quarter of an hour")
@allow(Permission.HEAR_MESSAGES)
def link_message(company: str, message: str) -> Any:
    ctx = context()
    found = queries.get_message(ctx, company, message)
    link = make_link(ctx, What.MESSAGE, company, found.id)
    return {"url": url_for("listening_pages.listen", token=link.token), "expires_at": link.expires_at}


@api.delete("/<message>")
@api.output({}, status_code=204)
@api.doc(operation_id="deleteMessage", summary="Delete a message, here and on the phones")
@allow(Permission.HEAR_MESSAGES)
def delete_message(company: str, message: str) -> Any:
    service.delete_message(context(), company, message)
    return ""
