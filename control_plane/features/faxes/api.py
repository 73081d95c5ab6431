"""Faxes that came in, over the API."""

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
from control_plane.features.faxes import queries, service
from control_plane.features.faxes.schemas import FaxOut, FaxPage
from control_plane.features.listening.schemas import LinkOut
from control_plane.features.listening.service import What, make_link

api = APIBlueprint("faxes_api", __name__, url_prefix="/api/v1/companies/<company>/received-faxes", tag="Faxes")
FaxQuery = queries.FAXES.query("FaxQuery", FaxOut)


@api.get("")
@sparse
@api.input(FaxQuery, location="query")
@api.output(FaxPage)
@api.doc(operation_id="listReceivedFaxes", summary="Faxes that came in, the newest first")
@allow(Permission.LISTEN)
def list_faxes(company: str, query_data: PageQuery) -> Any:
    return page_out(queries.list_faxes(context(), company, **asked(query_data)))


@api.get("/<fax>")
@api.output(FaxOut)
@api.doc(operation_id="getReceivedFax", summary="One fax that came in")
@allow(Permission.LISTEN)
def get_fax(company: str, fax: str) -> Any:
    return queries.get_fax(context(), company, fax)


@api.post("/<fax>/link")
@idempotent
@api.output(LinkOut)
@api.doc(operation_id="linkReceivedFax", summary="A link to the PDF, good for a quarter of an hour")
@allow(Permission.LISTEN)
def link_fax(company: str, fax: str) -> Any:
    ctx = context()
    link = make_link(ctx, What.FAX, company, queries.get_fax(ctx, company, fax).id)
    return {"url": url_for("listening_pages.listen", token=link.token), "expires_at": link.expires_at}


@api.delete("/<fax>")
@api.output({}, status_code=204)
@api.doc(operation_id="deleteReceivedFax", summary="Delete a fax for good")
@allow(Permission.LISTEN)
def delete_fax(company: str, fax: str) -> Any:
    service.delete_fax(context(), company, fax)
    return ""
