"""Telling a call again."""

from dataclasses import dataclass

from control_plane.core.context import Context
from control_plane.core.problems import Conflict
from control_plane.features.companies.queries import get_company
from control_plane.features.journeys.queries import get_journey
from control_plane.features.journeys.testimony import Run, runs_of
from control_plane.features.simulations.schemas import Draft
from control_plane.features.simulations.service import company_asked
from control_plane.features.versions.past import company_at
from tenants.model import Company
from tenants.simulate import Story
from tenants.simulate.at_once import at_once
from tenants.simulate.comparing import Difference, compare
from tenants.simulate.retelling import CannotTell, caller_again, script_again
from tenants.simulate.story import tell
from tenants.witness import Witness


class NotWitnessed(Conflict):
    code, title = "not-witnessed", "This call cannot be told again"


@dataclass(frozen=True)
class Retold:
    """One run of the call logic, told again on its own version and on another."""

    run: Run
    then: Story
    now: Story
    faithful: Difference
    """Between what was decided then and what the same version decides in the simulator: none, unless we are wrong."""
    changed: Difference
    """Between both versions."""


@dataclass(frozen=True)
class Replay:
    then: Company
    now: Company
    runs: tuple[Retold, ...]


def replay(
    ctx: Context, company_id: str, journey_id: str, *, version: int | None = None, draft: Draft | None = None
) -> Replay:
    """Tell a call again on the version that it met, and on `version`, `draft` or the newest one.

    Raises NotFound, Invalid, NotWitnessed.
    """
    runs = runs_of(ctx.session, get_journey(ctx, company_id, journey_id))
    if not runs:
        raise NotWitnessed("What this call met on its way has not arrived, or the node that served it kept no record.")
    row = get_company(ctx, company_id)
    now = company_asked(ctx, company_id, version, draft)
    past = {number: company_at(ctx.session, row, number) for number in {run.witness.version for run in runs}}
    try:
        told = tuple(_retold(run, past[run.witness.version], now) for run in runs)
    except CannotTell as problem:
        raise NotWitnessed(str(problem)) from None
    return Replay(past[runs[0].witness.version], now, told)


def _retold(run: Run, then: Company, now: Company) -> Retold:
    """Raises CannotTell."""
    for company in (then, now):
        which = company.profile.customisation
        if which is not None and which.bundle is not None:
            raise CannotTell(
                "This company has code of its own, which does not run here; ask what would happen to such a call."
            )
    before = _told(run.witness, then, then)
    # Whoever gave up gives up after the same time, whatever they are asked meanwhile.
    patience = (before.call.now - before.timeline[0].at).total_seconds() if run.witness.gone_at else 0.0
    after = before if now is then else _told(run.witness, then, now, patience=patience)
    return Retold(
        run,
        before,
        after,
        compare(run.decisions, before.decisions, exactly=True),
        compare(before.decisions, after.decisions),
    )


def _told(witness: Witness, then: Company, on: Company, *, patience: float = 0.0) -> Story:
    script = script_again(then, witness, patience=patience)
    return at_once(tell(on, caller_again(on, witness), witness.dialled, script))
