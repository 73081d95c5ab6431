"""Choosing a company, and its overview."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from control_plane.core.policy import allow
from control_plane.core.roles import PERMISSIONS, Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.companies.queries import get_company, list_companies
from control_plane.features.employees.queries import count_employees
from control_plane.features.journeys.queries import Wanted, count_journeys, list_journeys
from control_plane.features.journeys.view import view_of as call_view
from control_plane.features.numbers.queries import count_numbers
from control_plane.features.versions.queries import list_progress
from control_plane.features.versions.stages import view_of
from control_plane.web.navigation import home_of

pages = Blueprint("company_pages", __name__, template_folder="templates")


@pages.get("/")
@allow(Permission.OWN_ACCOUNT)
def choose() -> ResponseReturnValue:
    """The companies that the person may see; whoever has just one is taken straight to it."""
    ctx = context()
    mine = ctx.actor.companies
    if mine is not None and len(mine) == 1 and (home := home_of(ctx.actor, next(iter(mine)))) is not None:
        return redirect(home)
    search = request.args.get("search", "")[:100]
    found = list_companies(ctx, search=search.strip(), limit=100)
    homes = [(one, home_of(ctx.actor, one.id)) for one in found.items]
    may_create = Permission.CREATE_COMPANY in PERMISSIONS[ctx.actor.role]
    return render_template("companies/choose.html", companies=homes, search=search, may_create=may_create)


@pages.get("/companies/<company>")
@allow(Permission.READ_COMPANY)
def overview(company: str) -> str:
    ctx = context()
    now = ctx.clock()
    midnight = _midnight(now, get_company(ctx, company).time_zone)
    changes = [view_of(progress, now) for progress in list_progress(ctx, company, limit=4).items]
    return company_page(
        ctx,
        company,
        "companies/overview.html",
        active="overview",
        employees=count_employees(ctx, company),
        numbers=count_numbers(ctx, company),
        calls_today=count_journeys(ctx, company, Wanted(since=midnight)),
        missed_today=count_journeys(ctx, company, Wanted(since=midnight, missed=True)),
        calls=[call_view(journey) for journey in list_journeys(ctx, company, limit=6).items],
        changes=changes,
        latest=changes[0] if changes else None,
    )


def _midnight(now: datetime, zone: str) -> datetime:
    """When today began for the company, in UTC."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return datetime.combine(today, time.min, ZoneInfo(zone)).astimezone(UTC)
