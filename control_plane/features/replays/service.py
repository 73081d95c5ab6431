"""Telling a call again."""

from dataclasses import dataclass

from control_plane.core.context import Context
from control_plane.core.problems import Conflict
from control_plane.features.companies.queries import get_company
from control_plane.features.customisations.simulating import SimulationFailed, Tale
from control_plane.features.journeys.queries import get_journey
from control_plane.features.journeys.testimony import Run, runs_of
from control_plane.features.simulations.schemas import Draft
from control_plane.features.simulations.service import company_asked
from control_plane.features.simulations.stories import tell_once_more, without_own_code
from control_plane.features.versions.past import company_at
from tenants.calls.decision import Rule
from tenants.model import Company
from tenants.simulate.comparing import Difference, compare
from tenants.simulate.retelling import CannotTell
from tenants.witness import Witness


class NotWitnessed(Conflict):
    code, title = "not-witnessed", "This call cannot be told again"


@dataclass(frozen=True)
class Retold:
    """One run of the call logic, told again on its own version and on another."""

    run: Run
    then: Tale
    now: Tale
    faithful: Difference
    """Between what was decided then and what the same version decides in the simulator: none, unless we are wrong."""
    changed: Difference
    """Between both versions."""


@dataclass(frozen=True)
class Replay:
    then: Company
    now: Company
    runs: tuple[Retold, ...]
    failure: SimulationFailed | None = None
    """How the company's own code failed; from there on the originals tell."""


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
    teller = _Teller(ctx)
    try:
        told = tuple(_retold(teller, run, past[run.witness.version], now) for run in runs)
    except CannotTell as problem:
        raise NotWitnessed(str(problem)) from None
    return Replay(past[runs[0].witness.version], now, told, teller.failure)


def _retold(teller: "_Teller", run: Run, then: Company, now: Company) -> Retold:
    """Raises CannotTell."""
    # That a developer stood in the call decided nothing.
    undisturbed = [decision for decision in run.decisions if decision.rule is not Rule.DEBUGGED]
    before = teller.tell(then, then, run.witness)
    # Whoever gave up gives up after the same time, whatever they are asked meanwhile.
    patience = before.seconds if run.witness.gone_at else 0.0
    after = before if now is then else teller.tell(then, now, run.witness, patience=patience)
    return Retold(
        run,
        before,
        after,
        compare(undisturbed, before.decisions, exactly=True),
        compare(before.decisions, after.decisions),
    )


class _Teller:
    """Once code of the company's own has failed, it is not tried again: each try may last until its limit."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.failure: SimulationFailed | None = None

    def tell(self, met: Company, on: Company, witness: Witness, *, patience: float = 0.0) -> Tale:
        """By the originals after a failure. Raises CannotTell, NotFound."""
        if self.failure is None:
            try:
                return tell_once_more(self._ctx, met, on, witness, patience=patience)
            except SimulationFailed as problem:
                self.failure = problem
        return tell_once_more(self._ctx, met, without_own_code(on), witness, patience=patience)
