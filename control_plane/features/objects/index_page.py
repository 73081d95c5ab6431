"""The page from which every kind of object is reached."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.objects.kind import ObjectKind
from control_plane.features.objects.kinds.every import KINDS
from control_plane.features.objects.looking import company_of
from control_plane.web.words import gettext, lazy_gettext

SECTION: Final = "telephony"


@dataclass(frozen=True)
class Chapter:
    label: object
    plurals: tuple[str, ...]

    @property
    def kinds(self) -> tuple[ObjectKind, ...]:
        return tuple(kind for kind in KINDS if kind.plural in self.plurals)


CHAPTERS: Final = (
    Chapter(
        lazy_gettext("Who takes calls"),
        ("teams", "waiting-lines", "mailboxes", "rooms", "parkings", "paging-groups", "fax-boxes"),
    ),
    Chapter(lazy_gettext("Which way calls go"), ("menus", "flows", "schedules", "caller-rules", "short-codes")),
    Chapter(lazy_gettext("Calls to the world"), ("routes", "rate-tables", "permissions")),
    Chapter(lazy_gettext("Names and sounds"), ("contacts", "sounds", "music")),
)
index = Blueprint("telephony_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/telephony")


@index.get("")
@allow(Permission.READ_COMPANY)
def show(company: str) -> str:
    ctx = context()
    now = company_of(ctx, company)
    counts = {kind.plural: len(now.by_kind.get(kind.kind, {})) for kind in KINDS}
    shown = [(chapter.label, chapter.kinds) for chapter in CHAPTERS]
    told = {kind.plural for _, kinds in shown for kind in kinds}
    rest = tuple(kind for kind in KINDS if kind.plural not in told)
    chapters = [*shown, (gettext("More"), rest)] if rest else shown
    return company_page(ctx, company, "objects/index.html", active=SECTION, chapters=chapters, counts=counts)
