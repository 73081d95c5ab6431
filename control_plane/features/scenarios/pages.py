"""Saved scenarios in the portal: whether they come out as expected, and saving one from a what-if question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Invalid, Problem
from control_plane.core.roles import Permission
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.scenarios import service
from control_plane.features.scenarios.queries import all_scenarios
from control_plane.features.scenarios.running import Ran, run_all
from control_plane.features.scenarios.schemas import NewScenario
from control_plane.features.scenarios.words import came_out_words
from control_plane.features.simulations.pages import DOES, asked_of
from control_plane.features.simulations.tell import failure_out
from control_plane.web.formats import phone_number
from control_plane.web.sentences import say
from control_plane.web.words import gettext
from tenants.model import Company

pages = Blueprint("scenario_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/scenarios")
NAME_MAX = 60


@dataclass(frozen=True)
class ScenarioView:
    """`question`: the fields of the what-if page; `now`: what comes of it instead, empty when it is as expected."""

    id: str
    name: str
    question: Mapping[str, str]
    expected: str
    differs: bool
    now: str


@pages.get("")
@allow(Permission.READ_COMPANY)
def listing(company: str) -> str:
    ctx = context()
    run = run_all(ctx, company)
    return company_page(
        ctx,
        company,
        "scenarios/list.html",
        active="calls",
        rows=[_view(run.company, each) for each in run.ran],
        differ=sum(each.differs for each in run.ran),
        failure=failure_out(ctx, run.failure),
    )


@pages.post("")
@allow(Permission.CHANGE_COMPANY)
def save(company: str) -> ResponseReturnValue:
    """The button under a what-if story."""
    ctx = context()
    asked = asked_of(request.form)
    try:
        name = request.form.get("name", "").strip() or _free_name(ctx, company, asked)
        service.add_scenario(ctx, company, read_wish(NewScenario, asked | {"name": name}))
    except Problem as problem:
        db.session.rollback()
        flash(say(problem.faults[0].message if problem.faults else problem.detail), "warning")
        return redirect(_question_page(company, asked), 303)
    flash(gettext("The scenario was saved; every change is held against it from now on."), "good")
    return redirect(url_for(".listing", company=company), 303)


@pages.post("/<scenario>/do")
@allow(Permission.CHANGE_COMPANY)
def do(company: str, scenario: str) -> ResponseReturnValue:
    """The buttons of a scenario's row."""
    ctx = context()
    try:
        if request.form.get("what") == "remove":
            service.remove_scenario(ctx, company, scenario)
            flash(gettext("The scenario was removed."), "good")
        else:
            service.accept_scenario(ctx, company, scenario)
            flash(gettext("From now on this is expected."), "good")
    except Invalid as problem:
        db.session.rollback()
        flash(say(problem.detail), "warning")
    return redirect(url_for(".listing", company=company), 303)


def _view(company: Company, ran: Ran) -> ScenarioView:
    scenario = ran.scenario
    now = came_out_words(company, ran.now) if ran.now is not None else say(ran.problem)
    expected = came_out_words(company, scenario.expected)
    return ScenarioView(scenario.id, scenario.name, _fields(scenario.asked), expected, ran.differs, now)


def _question_page(company: str, asked: Mapping[str, Any]) -> str:
    values: dict[str, Any] = {"company": company, **_fields(asked)}
    return url_for("simulation_pages.ask", **values)


def _fields(asked: Mapping[str, Any]) -> dict[str, str]:
    """The question as the what-if page asks it."""
    fields = {"from": asked["from"], "to": asked["to"], "at": asked["at"], "presses": " ".join(asked["presses"])}
    return fields | {f"{DOES}{number}": does for number, does in asked["answers"].items()}


def _free_name(ctx: Context, company: str, asked: Mapping[str, Any]) -> str:
    """Such as `sunday 19:00: +7 916 123-45-67 → 101`, and not taken."""
    at = "" if asked["at"] in {"", "now"} else f"{asked['at']}: "
    name = f"{at}{phone_number(asked['from'])} → {phone_number(asked['to'])}"[:NAME_MAX]
    taken = {each.name for each in all_scenarios(ctx.session, company)}
    return next(each for each in (name, *(f"{name} ({n})" for n in range(2, len(taken) + 3))) if each not in taken)
