"""Provider lines over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out, changed, page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.lines import queries, service
from control_plane.features.lines.schemas import LineChange, LineChanged, LineOut, LinePage, NewLine
from control_plane.features.versions.schemas import Removed

api = APIBlueprint("lines_api", __name__, url_prefix="/api/v1/companies/<company>/lines", tag="Lines")


@api.get("")
@api.input(PageQuery, location="query")
@api.output(LinePage)
@api.doc(operation_id="listLines", summary="Provider lines")
@allow(Permission.READ_COMPANY)
def list_lines(company: str, query_data: PageQuery) -> Any:
    return page_out(queries.list_lines(context(), company, limit=query_data.limit, cursor=query_data.cursor))


@api.post("")
@idempotent
@api.input(NewLine)
@api.output(LineChanged, status_code=201)
@api.doc(operation_id="addLine", summary="Add a line")
@allow(Permission.CHANGE_COMPANY)
def add_line(company: str, json_data: NewLine) -> Any:
    return changed(*service.add_line(context(), company, json_data), LineOut)


@api.get("/<line>")
@api.output(LineOut)
@api.doc(operation_id="getLine", summary="One line")
@allow(Permission.READ_COMPANY)
def get_line(company: str, line: str) -> Any:
    return queries.get_line(context(), company, line)


@api.patch("/<line>")
@api.input(LineChange)
@api.output(LineChanged)
@api.doc(operation_id="changeLine", summary="Change a line")
@allow(Permission.CHANGE_COMPANY)
def change_line(company: str, line: str, json_data: LineChange) -> Any:
    return changed(*service.change_line(context(), company, line, json_data), LineOut)


@api.delete("/<line>")
@api.output(Removed)
@api.doc(operation_id="removeLine", summary="Remove a line")
@allow(Permission.CHANGE_COMPANY)
def remove_line(company: str, line: str) -> Any:
    return {"change": change_out(service.remove_line(context(), company, line))}
