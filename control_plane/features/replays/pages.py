"""One call told again, beside what was decided then."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, request

from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.customisations.simulating import Tale
from control_plane.features.journeys.queries import get_journey
from control_plane.features.journeys.view import view_of
from control_plane.features.replays.service import Replay, Retold, replay
from control_plane.features.replays.tell import in_words
from control_plane.features.simulations.tell import failure_out
from control_plane.features.simulations.words import happening_words
from control_plane.features.versions.queries import list_progress
from control_plane.web.sentences import say

pages = Blueprint("replay_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/calls")
VERSIONS_SHOWN = 20


@dataclass(frozen=True)
class StepView:
    at: datetime
    words: str


@dataclass(frozen=True)
class RunView:
    """Both stories; `difference`: what was decided then and what now, in words; None: the same."""

    dialled: str
    complete: bool
    difference: tuple[str, str] | None
    then: list[StepView]
    now: list[StepView]


@pages.get("/<journey>/replay")
@allow(Permission.READ_COMPANY)
def show(company: str, journey: str) -> str:
    ctx = context()
    call = get_journey(ctx, company, journey)
    asked = request.args.get("version", "")
    told: Replay | None = None
    note = ""
    try:
        told = replay(ctx, company, journey, version=int(asked) if _is_number(asked) else None)
    except Problem as problem:
        note = say(problem.detail)
    return company_page(
        ctx,
        company,
        "replays/show.html",
        active="calls",
        call=view_of(call),
        told=told,
        note=note,
        failure=failure_out(ctx, told.failure) if told else None,
        runs=[_view(run) for run in told.runs] if told else [],
        versions=[progress.version for progress in list_progress(ctx, company, limit=VERSIONS_SHOWN).items],
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < len(text) < 10


def _view(run: Retold) -> RunView:
    changed = run.changed
    difference = None if changed.same else (in_words(changed.left), in_words(changed.right))
    return RunView(run.run.witness.dialled, run.run.witness.whole, difference, _steps(run.then), _steps(run.now))


def _steps(story: Tale) -> list[StepView]:
    return [StepView(each.at, words) for each in story.timeline if (words := happening_words(each))]
