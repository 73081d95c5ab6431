"""Holding saved scenarios against a change before it becomes a version: bounded in time, and never a refusal."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import structlog

from control_plane.core.context import Context
from control_plane.features.scenarios.models import Scenario
from control_plane.features.scenarios.queries import all_scenarios
from control_plane.features.scenarios.words import changed_words, unasked_words
from control_plane.web.words import gettext
from tenants.model import Company
from tenants.simulate import NotUnderstood, Question, ask
from tenants.simulate.at_once import at_once
from tenants.simulate.coming_out import CameOut, came_out

SECONDS: Final = 0.1
"""For all scenarios of one change together."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Differs:
    """Something that a change does to a scenario; `id` is empty when it is about all."""

    id: str
    text: str


def watch(ctx: Context, now: Company | None, wanted: Company) -> list[Differs]:
    """What `wanted` makes of the scenarios that come out as expected `now`; what differed before is told elsewhere.

    Companies with code of their own are left out: it needs a process of its own, and a second.
    """
    if now is None or wanted.profile.customisation is not None or now.profile.customisation is not None:
        return []
    scenarios = all_scenarios(ctx.session, wanted.id)
    # Where not all can be asked in time, others come first with the next version.
    begin = wanted.version % len(scenarios) if scenarios else 0
    return list(_differences(ctx, now, wanted, [*scenarios[begin:], *scenarios[:begin]]))


def _differences(ctx: Context, now: Company, wanted: Company, scenarios: list[Scenario]) -> Iterator[Differs]:
    end = time.perf_counter() + SECONDS
    for count, scenario in enumerate(scenarios):
        if time.perf_counter() > end:
            text = gettext("There was time for %(count)s of %(all)s scenarios.", count=count, all=len(scenarios))
            yield Differs("", text)
            return
        if text := _difference(ctx, now, wanted, scenario):
            yield Differs(scenario.id, text)


def _difference(ctx: Context, now: Company, wanted: Company, scenario: Scenario) -> str:
    """In words; empty when there is none that the change makes."""
    expected = scenario.expected
    try:
        after = _came_out(ctx, wanted, scenario.question)
        if isinstance(after, CameOut) and expected.fits(after):
            return ""
        if _came_out(ctx, now, scenario.question) == after:
            return ""
    except Exception:
        # Whatever a simulation stumbles over, the company can be changed.
        log.exception("scenario-failed", company=wanted.id, scenario=scenario.id)
        return ""
    if isinstance(after, str):
        return unasked_words(scenario.name, after)
    return changed_words(wanted, scenario.name, expected, after)


def _came_out(ctx: Context, company: Company, question: Question) -> CameOut | str:
    """Or why it cannot be asked."""
    try:
        story = at_once(ask(company, question, ctx.clock()))
    except NotUnderstood as problem:
        return str(problem)
    return came_out(story.outcome, story.rang, story.decisions)
