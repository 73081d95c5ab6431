"""Asking the call logic."""

from dataclasses import dataclass

from control_plane.core.context import Context
from control_plane.core.problems import Invalid
from control_plane.features.companies.queries import get_company
from control_plane.features.customisations.simulating import SimulationFailed, Tale
from control_plane.features.simulations.draft import read_draft
from control_plane.features.simulations.schemas import Draft
from control_plane.features.simulations.stories import ask_all
from control_plane.features.versions.past import company_at
from tenants.model import Company
from tenants.simulate import NotUnderstood, Question
from tenants.simulate.happening import What


@dataclass(frozen=True)
class Told:
    """`assumed`: the names or numbers of those who answered because the question did not say what they do.

    `failure`: how the company's own code failed; the story is then that of the originals.
    """

    company: Company
    story: Tale
    assumed: tuple[str, ...]
    failure: SimulationFailed | None = None


def simulate(
    ctx: Context, company_id: str, question: Question, *, version: int | None = None, draft: Draft | None = None
) -> Told:
    """Run a what-if question on a version, a draft, or the company as it is. Raises NotFound, Invalid."""
    return simulate_on(ctx, company_asked(ctx, company_id, version, draft), question)


def simulate_on(ctx: Context, company: Company, question: Question) -> Told:
    """On a company however it was made. Raises Invalid."""
    stories = ask_all(ctx, company, [question])
    (story,) = stories.told
    if isinstance(story, NotUnderstood):
        raise Invalid.one(story.part, story.code, str(story))
    return Told(company, story, assumed(story, question), stories.failure)


def company_asked(ctx: Context, company_id: str, version: int | None, draft: Draft | None) -> Company:
    """Raises NotFound, Invalid."""
    row = get_company(ctx, company_id)
    if draft is None:
        return company_at(ctx.session, row, row.version if version is None else version)
    if version is not None:
        raise Invalid.one("draft", "one-of-both", "Ask about a version or about a draft, not both.")
    return read_draft(company_id, draft)


def assumed(story: Tale, question: Question) -> tuple[str, ...]:
    takers = [who for each in story.timeline if each.what is What.TAKES for who in each.who]
    return tuple(dict.fromkeys(who.name or who.number for who in takers if who.number not in question.answers))
