"""Which ways through the company no call took, in the portal."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.coverage.queries import coverage
from control_plane.features.coverage.words import branch_words
from control_plane.web.formats import phone_number

pages = Blueprint("coverage_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/coverage")
DAYS: Final = 30


@dataclass(frozen=True)
class WayView:
    name: str
    words: str
    scenarios: tuple[str, ...]


@pages.get("")
@allow(Permission.READ_COMPANY)
def show(company: str) -> str:
    ctx = context()
    found = coverage(ctx, company, days=DAYS)
    never = sorted(found.never, key=lambda way: bool(way.scenarios))
    return company_page(
        ctx,
        company,
        "coverage/show.html",
        active="calls",
        never=[WayView(phone_number(way.branch.name), branch_words(way.branch), way.scenarios) for way in never],
        untried=len(found.untried),
        ways=len(found.ways),
        days=DAYS,
    )
