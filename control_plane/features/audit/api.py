"""The audit trail over the API."""

from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.problems import Invalid
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.audit import queries
from control_plane.features.audit.chain import Link
from control_plane.features.audit.exporting import exported
from control_plane.features.audit.schemas import ExportQuery, RecordPage, VerifiedOut, VerifyQuery
from control_plane.features.audit.shown import record_out

api = APIBlueprint("audit_api", __name__, url_prefix="/api/v1/companies/<company>/audit", tag="Audit")


@api.get("")
@api.input(PageQuery, location="query")
@api.output(RecordPage)
@api.doc(operation_id="listAudit", summary="Who did what from where, newest first")
@allow(Permission.READ_AUDIT)
def list_audit(company: str, query_data: PageQuery) -> Any:
    page = queries.list_records(context(), company, limit=query_data.limit, cursor=query_data.cursor)
    return {"items": [record_out(record) for record in page.items], "next_cursor": page.next_cursor}


@api.get("/export")
@api.input(ExportQuery, location="query")
@api.output({}, content_type="application/jsonl")
@api.doc(operation_id="exportAudit", summary="The whole audit trail, oldest first, as JSON lines or CSV")
@allow(Permission.READ_AUDIT)
def export_audit(company: str, query_data: ExportQuery) -> Response:
    return exported(context(), company, query_data.format)


@api.get("/verification")
@api.input(VerifyQuery, location="query")
@api.output(VerifiedOut)
@api.doc(operation_id="verifyAudit", summary="Whether the audit trail is whole, and else its first bad record")
@allow(Permission.READ_AUDIT)
def verify_audit(company: str, query_data: VerifyQuery) -> Any:
    if (query_data.number is None) != (query_data.hash is None):
        raise Invalid.one("hash", "both", "number and hash belong together; send both or none")
    noted = [Link(query_data.number, query_data.hash)] if query_data.number and query_data.hash else []
    verified = queries.verify(context().session, company, noted)
    broken = asdict(verified.broken) if verified.broken is not None else None
    return {"whole": broken is None, "head": asdict(verified.head), "broken": broken}
