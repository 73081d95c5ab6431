"""Use cases around saved scenarios; none of them is a version, since nodes know nothing of them."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from control_plane.core.conflicts import Taken, refused_by
from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Conflict, FieldFault, Invalid
from control_plane.features.scenarios.models import Scenario
from control_plane.features.scenarios.queries import get_scenario
from control_plane.features.scenarios.running import run
from control_plane.features.scenarios.schemas import Expected, NewScenario, ScenarioChange
from control_plane.features.simulations.schemas import QuestionWish
from control_plane.features.simulations.service import simulate
from control_plane.features.versions.service import record_audit
from tenants.simulate.coming_out import CameOut, came_out
from tenants.simulate.moments import lasting

MOST: Final = 200


class TooManyScenarios(Conflict):
    code, title = "too-many-scenarios", "There are too many scenarios"


class NameTaken(Taken):
    code, title = "name-taken", "Another scenario has this name"


def add_scenario(ctx: Context, company_id: str, wish: NewScenario) -> Scenario:
    """Keep a question. Raises Invalid, NotFound, TooManyScenarios, NameTaken."""
    mine = select(func.count()).select_from(Scenario).where(Scenario.company_id == company_id)
    if (ctx.session.scalar(mine) or 0) >= MOST:
        raise TooManyScenarios(f"A company has at most {MOST} scenarios; remove one that is not needed.")
    scenario = Scenario(company_id=company_id, id=new_id(), name=wish.name, created_at=ctx.clock())
    _assign(ctx, scenario, wish, wish.expected)
    ctx.session.add(scenario)
    _flush(ctx)
    record_audit(ctx, company_id, f"Scenario {wish.name} added")
    return scenario


def change_scenario(ctx: Context, company_id: str, scenario_id: str, wish: ScenarioChange) -> Scenario:
    """Raises NotFound, Invalid, NameTaken."""
    scenario = get_scenario(ctx, company_id, scenario_id)
    if wish.question is not None:
        _assign(ctx, scenario, wish.question, wish.expected)
    elif wish.expected is not None:
        scenario.expect(_came(wish.expected))
    scenario.name = wish.name or scenario.name
    _flush(ctx)
    record_audit(ctx, company_id, f"Scenario {scenario.name} changed")
    return scenario


def accept_scenario(ctx: Context, company_id: str, scenario_id: str) -> Scenario:
    """From now on what happens now is expected. Raises NotFound, Invalid when it cannot be asked any longer."""
    scenario = get_scenario(ctx, company_id, scenario_id)
    (ran,) = run(ctx, company_id, [scenario]).ran
    if ran.now is None:
        raise Invalid.one("question", "not-understood", ran.problem)
    scenario.expect(ran.now)
    record_audit(ctx, company_id, f"Scenario {scenario.name} accepted as it comes out now")
    return scenario


def remove_scenario(ctx: Context, company_id: str, scenario_id: str) -> None:
    """Raises NotFound."""
    scenario = get_scenario(ctx, company_id, scenario_id)
    ctx.session.delete(scenario)
    record_audit(ctx, company_id, f"Scenario {scenario.name} removed")


def _assign(ctx: Context, scenario: Scenario, wish: QuestionWish, expected: Expected | None) -> None:
    """Raises Invalid, NotFound."""
    told = simulate(ctx, scenario.company_id, wish.question())
    scenario.asked = _asked(wish, told.story.timeline[0].at)
    if expected is not None:
        scenario.expect(_came(expected))
    else:
        scenario.expect(came_out(told.story.outcome, told.story.rang, told.story.decisions))


def _asked(wish: QuestionWish, moment: datetime) -> dict[str, Any]:
    asked = wish.model_dump(mode="json", by_alias=True, include=set(QuestionWish.model_fields))
    return asked | {"at": lasting(wish.at, moment)}


def _came(expected: Expected) -> CameOut:
    return CameOut(expected.result.value, tuple(expected.rang), expected.ends_at)


def _flush(ctx: Context) -> None:
    """Raises NameTaken."""
    sentence = "Another scenario has this name; choose another one, or remove that first."
    taken = NameTaken(sentence, (FieldFault("name", "name-taken", sentence),))
    with refused_by({"uq_scenarios_company_id_name": taken}):
        ctx.session.flush()
