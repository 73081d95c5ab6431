"""Scenarios as the API's plain data, in the language that was asked for."""

from typing import Any

from control_plane.core.context import Context
from control_plane.features.scenarios.models import Scenario
from control_plane.features.scenarios.running import Ran, Run
from control_plane.features.scenarios.words import came_out_words, changed_words, unasked_words
from control_plane.features.simulations.tell import failure_out
from tenants.model import Company
from tenants.simulate.coming_out import CameOut


def scenario_out(company: Company, scenario: Scenario) -> dict[str, Any]:
    """The plain data of ScenarioOut."""
    return {
        "id": scenario.id,
        "name": scenario.name,
        "question": scenario.asked,
        "expected": came_out_out(company, scenario.expected),
        "created_at": scenario.created_at,
    }


def came_out_out(company: Company, came: CameOut) -> dict[str, Any]:
    """The plain data of CameOutOut."""
    words = came_out_words(company, came)
    return {"result": came.result, "rang": list(came.rang), "ends_at": came.ends_at, "words": words}


def run_out(ctx: Context, run: Run) -> dict[str, Any]:
    """The plain data of RunOut."""
    return {
        "version": run.company.version,
        "differ": sum(each.differs for each in run.ran),
        "items": [_ran_out(run.company, each) for each in run.ran],
        "failure": failure_out(ctx, run.failure),
    }


def _ran_out(company: Company, ran: Ran) -> dict[str, Any]:
    return {
        "id": ran.scenario.id,
        "name": ran.scenario.name,
        "differs": ran.differs,
        "expected": came_out_out(company, ran.scenario.expected),
        "now": came_out_out(company, ran.now) if ran.now is not None else None,
        "words": differs_words(company, ran),
    }


def differs_words(company: Company, ran: Ran) -> str:
    """Empty when it comes out as expected."""
    if ran.now is None:
        return unasked_words(ran.scenario.name, ran.problem)
    return changed_words(company, ran.scenario.name, ran.scenario.expected, ran.now) if ran.differs else ""
