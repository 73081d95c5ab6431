"""Calls over the API: one row per conversation."""

from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import page_out
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.journeys import queries
from control_plane.features.journeys.narration import step_words
from control_plane.features.journeys.schemas import JourneyDetail, JourneyOut, JourneyPage, JourneyQuery

api = APIBlueprint("journeys_api", __name__, url_prefix="/api/v1/companies/<company>/calls", tag="Calls")


@api.get("")
@api.input(JourneyQuery, location="query")
@api.output(JourneyPage)
@api.doc(operation_id="listCalls", summary="Calls, the newest first")
@allow(Permission.READ_CALLS)
def list_calls(company: str, query_data: JourneyQuery) -> Any:
    wanted = queries.Wanted(
        employee=query_data.employee,
        result=query_data.result,
        direction=query_data.direction,
        since=query_data.since,
    )
    return page_out(queries.list_journeys(context(), company, wanted, limit=query_data.limit, cursor=query_data.cursor))


@api.get("/<call>")
@api.output(JourneyDetail)
@api.doc(operation_id="getCall", summary="One call with its story")
@allow(Permission.READ_CALLS)
def get_call(company: str, call: str) -> Any:
    journey = queries.get_journey(context(), company, call)
    plain = {name: getattr(journey, name) for name in JourneyOut.model_fields}
    steps = [asdict(step) | {"words": step_words(step)} for step in journey.steps]
    return plain | {"people": journey.people, "steps": steps}
