"""Saved scenarios over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.context import Context
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.objects.looking import company_of
from control_plane.features.scenarios import queries, service
from control_plane.features.scenarios.models import Scenario
from control_plane.features.scenarios.running import run_all
from control_plane.features.scenarios.schemas import (
    NewScenario,
    RunOut,
    RunWish,
    ScenarioChange,
    ScenarioOut,
    ScenarioPage,
)
from control_plane.features.scenarios.tell import run_out, scenario_out
from control_plane.features.simulations.tell import speaking

api = APIBlueprint("scenarios_api", __name__, url_prefix="/api/v1/companies/<company>/scenarios", tag="Scenarios")
ScenarioQuery = queries.SCENARIOS.query("ScenarioQuery", ScenarioOut)


@api.get("")
@sparse
@api.input(ScenarioQuery, location="query")
@api.output(ScenarioPage)
@api.doc(operation_id="listScenarios", summary="Saved scenarios, the oldest first")
@allow(Permission.READ_COMPANY)
def list_scenarios(company: str, query_data: PageQuery) -> Any:
    ctx = context()
    firm = company_of(ctx, company)
    page = queries.list_scenarios(ctx, company, **asked(query_data))
    return {"items": [scenario_out(firm, each) for each in page.items], "next_cursor": page.next_cursor}


@api.post("")
@idempotent
@api.input(NewScenario)
@api.output(ScenarioOut, status_code=201)
@api.doc(operation_id="addScenario", summary="Save a what-if question with what is expected of it")
@allow(Permission.CHANGE_COMPANY)
def add_scenario(company: str, json_data: NewScenario) -> Any:
    ctx = context()
    return _shown(ctx, company, service.add_scenario(ctx, company, json_data))


@api.post("/run")
@api.input(RunWish)
@api.output(RunOut)
@api.doc(operation_id="runScenarios", summary="Ask all saved scenarios again", description="Changes nothing.")
@allow(Permission.READ_COMPANY)
def run_scenarios(company: str, json_data: RunWish) -> Any:
    ctx = context()
    ran = run_all(ctx, company)
    with speaking(json_data.language):
        return run_out(ctx, ran)


@api.get("/<scenario>")
@api.output(ScenarioOut)
@api.doc(operation_id="getScenario", summary="One saved scenario")
@allow(Permission.READ_COMPANY)
def get_scenario(company: str, scenario: str) -> Any:
    ctx = context()
    return _shown(ctx, company, queries.get_scenario(ctx, company, scenario))


@api.patch("/<scenario>")
@api.input(ScenarioChange)
@api.output(ScenarioOut)
@api.doc(operation_id="changeScenario", summary="Change a saved scenario")
@allow(Permission.CHANGE_COMPANY)
def change_scenario(company: str, scenario: str, json_data: ScenarioChange) -> Any:
    ctx = context()
    return _shown(ctx, company, service.change_scenario(ctx, company, scenario, json_data))


@api.post("/<scenario>/accept")
@idempotent
@api.output(ScenarioOut)
@api.doc(operation_id="acceptScenario", summary="Expect what happens now")
@allow(Permission.CHANGE_COMPANY)
def accept_scenario(company: str, scenario: str) -> Any:
    ctx = context()
    return _shown(ctx, company, service.accept_scenario(ctx, company, scenario))


@api.delete("/<scenario>")
@api.output({}, status_code=204)
@api.doc(operation_id="removeScenario", summary="Remove a saved scenario")
@allow(Permission.CHANGE_COMPANY)
def remove_scenario(company: str, scenario: str) -> Any:
    service.remove_scenario(context(), company, scenario)
    return ""


def _shown(ctx: Context, company: str, scenario: Scenario) -> dict[str, Any]:
    return scenario_out(company_of(ctx, company), scenario)
