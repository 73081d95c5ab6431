"""Reading saved scenarios."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.listing import Listing, part_of
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.scenarios.models import Scenario

SCENARIOS: Final = Listing(
    {"age": (Scenario.id,), "name": (Scenario.name, Scenario.id)},
    search=(part_of(Scenario.name),),
    searched="Part of the name",
)


def get_scenario(ctx: Context, company_id: str, scenario_id: str) -> Scenario:
    """Raises NotFound."""
    scenario = ctx.session.get(Scenario, (company_id, scenario_id))
    if scenario is None:
        raise NotFound("There is no such scenario; reload the list.")
    return scenario


def list_scenarios(ctx: Context, company_id: str, **asked: Any) -> Page[Scenario]:
    """As `SCENARIOS` says, the oldest first. Raises Invalid for a bad cursor."""
    return SCENARIOS.read(ctx.session, select(Scenario).where(Scenario.company_id == company_id), **asked)


def all_scenarios(session: Session, company_id: str) -> Sequence[Scenario]:
    """By age: at most `service.MOST`."""
    return session.scalars(select(Scenario).where(Scenario.company_id == company_id).order_by(Scenario.id)).all()
