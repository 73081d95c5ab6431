"""Reading saved scenarios."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.features.scenarios.models import Scenario


def get_scenario(ctx: Context, company_id: str, scenario_id: str) -> Scenario:
    """Raises NotFound."""
    scenario = ctx.session.get(Scenario, (company_id, scenario_id))
    if scenario is None:
        raise NotFound("There is no such scenario; reload the list.")
    return scenario


def list_scenarios(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[Scenario]:
    """By id, which is by age."""
    statement = select(Scenario).where(Scenario.company_id == company_id)
    return read_page(ctx.session, statement, [Scenario.id], limit=limit, cursor=cursor)


def all_scenarios(session: Session, company_id: str) -> Sequence[Scenario]:
    """By age: at most `service.MOST`."""
    return session.scalars(select(Scenario).where(Scenario.company_id == company_id).order_by(Scenario.id)).all()
