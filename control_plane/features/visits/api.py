"""Support's visits over the API: as the company sees them, and as the visitor does."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.visits import queries, service
from control_plane.features.visits.schemas import NewVisit, VisitOut, VisitPage

api = APIBlueprint("visits_api", __name__, url_prefix="/api/v1/companies/<company>/visits", tag="Support's visits")
own = APIBlueprint("own_visits_api", __name__, url_prefix="/api/v1/me/visits", tag="Own visits")


@api.get("")
@api.input(PageQuery, location="query")
@api.output(VisitPage)
@api.doc(operation_id="listVisits", summary="Who of support looked into the company, the newest first")
@allow(Permission.READ_COMPANY)
def list_visits(company: str, query_data: PageQuery) -> Any:
    return page_out(queries.list_visits(context(), company, limit=query_data.limit, cursor=query_data.cursor))


@api.post("")
@idempotent
@api.input(NewVisit)
@api.output(VisitOut, status_code=201)
@api.doc(operation_id="beginVisit", summary="Look into a company, for an hour at most")
@allow(Permission.VISIT_COMPANIES)
def begin_visit(company: str, json_data: NewVisit) -> Any:
    return service.begin_visit(context(), company, json_data)


@api.post("/<visit>/let-change")
@idempotent
@api.output(VisitOut)
@api.doc(operation_id="letVisitorChange", summary="Let the visitor change something until the visit ends")
@allow(Permission.HOST_VISITS)
def let_change(company: str, visit: str) -> Any:
    return service.let_change(context(), company, visit)


@api.post("/<visit>/end")
@idempotent
@api.output(VisitOut)
@api.doc(operation_id="endVisit", summary="End a visit now")
@allow(Permission.HOST_VISITS)
def end_visit(company: str, visit: str) -> Any:
    return service.end_visit(context(), company, visit)


@own.get("")
@own.input(PageQuery, location="query")
@own.output(VisitPage)
@own.doc(operation_id="listOwnVisits", summary="Your visits, the newest first")
@allow(Permission.VISIT_COMPANIES)
def list_own(query_data: PageQuery) -> Any:
    return page_out(queries.list_own_visits(context(), limit=query_data.limit, cursor=query_data.cursor))


@own.post("/<visit>/end")
@idempotent
@own.output(VisitOut)
@own.doc(operation_id="leave", summary="End your visit now")
@allow(Permission.VISIT_COMPANIES)
def leave(visit: str) -> Any:
    return service.leave(context(), visit)
