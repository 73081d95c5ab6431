"""Asking saved scenarios again, on the company as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from control_plane.core.context import Context
from control_plane.features.companies.queries import get_company
from control_plane.features.customisations.simulating import SimulationFailed, Tale
from control_plane.features.scenarios.models import Scenario
from control_plane.features.scenarios.queries import all_scenarios
from control_plane.features.simulations.stories import ask_all
from control_plane.features.versions.current import company_now
from tenants.model import Company
from tenants.simulate import NotUnderstood
from tenants.simulate.coming_out import CameOut, came_out


@dataclass(frozen=True)
class Ran:
    """One scenario: `tale` or, when it cannot be asked any longer, `problem`."""

    scenario: Scenario
    tale: Tale | None
    problem: str = ""

    @property
    def now(self) -> CameOut | None:
        tale = self.tale
        return came_out(tale.outcome, tale.rang, tale.decisions) if tale is not None else None

    @property
    def differs(self) -> bool:
        return self.now is None or not self.scenario.expected.fits(self.now)


@dataclass(frozen=True)
class Run:
    """`failure`: how the company's own code failed; the originals told then."""

    company: Company
    ran: tuple[Ran, ...]
    failure: SimulationFailed | None


def run_all(ctx: Context, company_id: str) -> Run:
    """All of a company, by age. Raises NotFound."""
    row = get_company(ctx, company_id)
    return run(ctx, company_id, all_scenarios(ctx.session, row.id))


def run(ctx: Context, company_id: str, scenarios: Sequence[Scenario]) -> Run:
    """Raises NotFound."""
    company = company_now(ctx.session, get_company(ctx, company_id))
    assert company is not None, "a company has its first version from the moment it is made"
    stories = ask_all(ctx, company, [each.question for each in scenarios])
    ran = (
        Ran(scenario, None, str(told)) if isinstance(told, NotUnderstood) else Ran(scenario, told)
        for scenario, told in zip(scenarios, stories.told, strict=True)
    )
    return Run(company, tuple(ran), stories.failure)
