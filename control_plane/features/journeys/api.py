"""Calls over the API: one row per conversation."""

from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import page_out
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.journeys import queries
from control_plane.features.journeys.narration import step_words
from control_plane.features.journeys.schemas import JourneyDetail, JourneyOut, JourneyPage

api = APIBlueprint("journeys_api", __name__, url_prefix="/api/v1/companies/<company>/calls", tag="Calls")
JourneyQuery = queries.JOURNEYS.query("JourneyQuery", JourneyOut)


@api.get("")
@sparse
@api.input(JourneyQuery, location="query")
@api.output(JourneyPage)
@api.doc(operation_id="listCalls", summary="Calls, the newest first")
@allow(Permission.READ_CALLS)
def list_calls(company: str, query_data: PageQuery) -> Any:
    return page_out(queries.list_journeys(context(), company, **asked(query_data)))


@api.get("/<call>")
@api.output(JourneyDetail)
@api.doc(operation_id="getCall", summary="One call with its story")
@allow(Permission.READ_CALLS)
def get_call(company: str, call: str) -> Any:
    journey = queries.get_journey(context(), company, call)
    plain = {name: getattr(journey, name) for name in JourneyOut.model_fields}
    steps = [asdict(step) | {"words": step_words(step)} for step in journey.steps]
    return plain | {"people": journey.people, "steps": steps}
