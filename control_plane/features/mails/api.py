"""Mails that the company's mailboxes and faxes send, over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.mails import queries, service
from control_plane.features.mails.schemas import MailOut, MailPage

api = APIBlueprint("mails_api", __name__, url_prefix="/api/v1/companies/<company>/mails", tag="Mails")
MailQuery = queries.MAILS.query("MailQuery", MailOut)


@api.get("")
@sparse
@api.input(MailQuery, location="query")
@api.output(MailPage)
@api.doc(operation_id="listMails", summary="Mails with messages and faxes, the newest first")
@allow(Permission.LISTEN)
def list_mails(company: str, query_data: PageQuery) -> Any:
    found = queries.list_mails(context(), company, **asked(query_data))
    return page_out(found)


@api.post("/<mail>/send-again")
@idempotent
@api.output(MailOut)
@api.doc(operation_id="sendMailAgain", summary="Try a mail again at once that waits or was given up")
@allow(Permission.LISTEN)
def send_again(company: str, mail: str) -> Any:
    return service.send_again(context(), company, mail)


@api.delete("/<mail>")
@api.output({}, status_code=204)
@api.doc(operation_id="deleteMail", summary="Do not send a mail; what it was about stays in the portal")
@allow(Permission.LISTEN)
def delete_mail(company: str, mail: str) -> Any:
    service.delete_mail(context(), company, mail)
    return ""
