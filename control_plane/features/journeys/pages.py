"""Calls in the portal: the list, and one call's story."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from flask import Blueprint, request, url_for

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.journeys.draft import Result
from control_plane.features.journeys.models import Journey
from control_plane.features.journeys.narration import step_words
from control_plane.features.journeys.queries import Wanted, get_journey, list_journeys
from control_plane.features.journeys.view import view_of
from control_plane.features.journeys.words import Badge, badge
from control_plane.features.listening.players import may_listen, player
from control_plane.features.listening.service import What
from control_plane.features.recordings.queries import recordings_of
from control_plane.features.versions.queries import cursor_at
from control_plane.web.words import gettext

pages = Blueprint("journey_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/calls")

MISSED: Final = "missed"
_FILTERS: Final = tuple(Result)


@dataclass(frozen=True)
class StepView:
    at: datetime
    words: str
    version: int = 0
    """Of the company, where it is another than that of the step before; 0: nothing new."""


@pages.get("")
@allow(Permission.READ_CALLS)
def listing(company: str) -> str:
    ctx = context()
    chosen, wanted = _wanted(request.args.get("result", ""))
    cursor = request.args.get("cursor")
    page = list_journeys(ctx, company, wanted, limit=30, cursor=cursor)
    here = partial(url_for, ".listing", company=company, result=chosen or None)
    return company_page(
        ctx,
        company,
        "journeys/list.html",
        active="calls",
        calls=[view_of(journey) for journey in page.items],
        chosen=chosen,
        filters=_filters(),
        newest=here() if cursor else None,
        older=here(cursor=page.next_cursor) if page.next_cursor else None,
    )


@pages.get("/<journey>")
@allow(Permission.READ_CALLS)
def story(company: str, journey: str) -> str:
    ctx = context()
    found = get_journey(ctx, company, journey)
    steps = _steps(found)
    heard = recordings_of(ctx, company, found.calls) if may_listen(ctx) else []
    recordings = [(row, player(ctx, What.RECORDING, company, row.id)) for row in heard]
    return company_page(
        ctx,
        company,
        "journeys/story.html",
        active="calls",
        call=view_of(found),
        steps=steps,
        recordings=recordings,
        cursor_at=cursor_at,
    )


def _steps(journey: Journey) -> list[StepView]:
    """Those that have words; each version is named where it first decides."""
    told: list[StepView] = []
    version = 0
    for step in journey.steps:
        if words := step_words(step):
            told.append(StepView(step.at, words, step.version if step.version != version else 0))
            version = step.version or version
    return told


def _wanted(chosen: str) -> tuple[str, Wanted]:
    """The filter in the address; one that does not exist shows everything."""
    if chosen == MISSED:
        return chosen, Wanted(missed=True)
    if chosen in _FILTERS:
        return chosen, Wanted(result=Result(chosen))
    return "", Wanted()


def _filters() -> list[Badge]:
    everything = Badge("", gettext("all"), "")
    missed = Badge(MISSED, gettext("missed"), "telephone-x")
    return [everything, missed, *(badge(result) for result in _FILTERS)]
