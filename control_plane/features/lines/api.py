"""Provider lines over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out
from control_plane.core.bodies import takes
from control_plane.core.etags import beside
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.lines import queries, service
from control_plane.features.lines.models import Line
from control_plane.features.lines.schemas import LineChange, LineChanged, LineNow, LinePage, NewLine
from control_plane.features.objects.schemas import RemovalQuery, shown, shown_change
from control_plane.features.versions.schemas import Removed

api = APIBlueprint("lines_api", __name__, url_prefix="/api/v1/companies/<company>/lines", tag="Lines")
LineQuery = queries.LINES.query("LineQuery", LineNow)


@api.get("")
@sparse
@api.input(LineQuery, location="query")
@api.output(LinePage)
@api.doc(operation_id="listLines", summary="Provider lines")
@allow(Permission.READ_COMPANY)
def list_lines(company: str, query_data: PageQuery) -> Any:
    ctx = context()
    page = queries.list_lines(ctx, company, **asked(query_data))
    states = queries.line_states(ctx, company, page.items)
    return {"items": [_now(row, states[row.id]) for row in page.items], "next_cursor": page.next_cursor}


@api.post("")
@idempotent
@takes(NewLine)
@api.output(LineChanged, status_code=201)
@api.doc(operation_id="addLine", summary="Add a line")
@allow(Permission.CHANGE_COMPANY)
def add_line(company: str, data: Any) -> Any:
    return shown_change(*service.add_line(context(), company, data))


@api.get("/<line>")
@api.output(LineNow)
@api.doc(operation_id="getLine", summary="One line")
@allow(Permission.READ_COMPANY)
@beside("state")
def get_line(company: str, line: str) -> Any:
    ctx = context()
    row = queries.get_line(ctx, company, line)
    return _now(row, queries.line_states(ctx, company, [row])[row.id])


def _now(row: Line, state: queries.Working) -> dict[str, Any]:
    """The document that is not for nodes lacks the password, so only the row tells whether there is one."""
    return shown(row.document()) | {"has_password": row.password_box is not None, "state": state.value}


@api.patch("/<line>")
@takes(LineChange)
@api.output(LineChanged)
@api.doc(operation_id="changeLine", summary="Change a line")
@allow(Permission.CHANGE_COMPANY)
def change_line(company: str, line: str, data: Any) -> Any:
    return shown_change(*service.change_line(context(), company, line, data))


@api.delete("/<line>")
@api.input(RemovalQuery, location="query")
@api.output(Removed)
@api.doc(operation_id="removeLine", summary="Remove a line")
@allow(Permission.CHANGE_COMPANY)
def remove_line(company: str, line: str, query_data: RemovalQuery) -> Any:
    return {"change": change_out(service.remove_line(context(), company, line, detach_users=query_data.detach))}
