"""Letting a company's call logic tell stories: in this process, or behind walls where it has code of its own.

When that code fails, the originals tell instead, as they would serve the call on a node.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from control_plane.core.context import Context
from control_plane.features.customisations.queries import bundle_files
from control_plane.features.customisations.simulating import (
    Again,
    SimulationFailed,
    Tale,
    ask_apart,
    items_of,
    tell_again_apart,
)
from tenants.model import Company
from tenants.simulate import NotUnderstood, Question, ask
from tenants.simulate.at_once import at_once
from tenants.simulate.retelling import tell_again
from tenants.witness import Witness


@dataclass(frozen=True)
class Stories:
    """One for each question, in its order. `failure`: the first of the company's own code; None: it did not fail."""

    told: tuple[Tale | NotUnderstood, ...]
    failure: SimulationFailed | None = None


def ask_all(ctx: Context, company: Company, questions: Sequence[Question], now: datetime | None = None) -> Stories:
    """What becomes of each. `now`: else by the clock. Raises NotFound for a bundle that is gone."""
    moment = ctx.clock() if now is None else now
    which = company.profile.customisation
    if which is None or not questions:
        return Stories(tuple(_asked(company, each, moment) for each in questions))
    files = bundle_files(ctx, company.id, which)
    originals = without_own_code(company)
    try:
        answers = ask_apart(company, questions, moment, files)
    except SimulationFailed as problem:
        return Stories(tuple(_asked(originals, each, moment) for each in questions), problem)
    failures = [each for each in answers if isinstance(each, SimulationFailed)]
    told = (
        _asked(originals, question, moment) if isinstance(answer, SimulationFailed) else answer
        for question, answer in zip(questions, answers, strict=True)
    )
    return Stories(tuple(told), failures[0] if failures else None)


def tell_once_more(ctx: Context, met: Company, on: Company, witness: Witness, *, patience: float = 0.0) -> Tale:
    """A real call that met the version `met`, told on `on`. Raises CannotTell, NotFound, SimulationFailed."""
    which = on.profile.customisation
    if which is None:
        return Tale.of(at_once(tell_again(met, on, witness, patience=patience)))
    again = Again(witness, patience, None if met is on else items_of(met))
    return tell_again_apart(on, again, bundle_files(ctx, on.id, which))


def without_own_code(company: Company) -> Company:
    """The same company, served by the originals."""
    profile = company.profile.model_copy(update={"customisation": None})
    return replace(company.changed(company.version + 1, [profile], []), version=company.version)


def _asked(company: Company, question: Question, now: datetime) -> Tale | NotUnderstood:
    try:
        return Tale.of(at_once(ask(company, question, now)))
    except NotUnderstood as problem:
        return problem
