"""Every kind of object in the portal: an index of all of them, and for each a list, a form and a question."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, cast

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.companies.queries import get_company
from control_plane.features.objects import service
from control_plane.features.objects.kind import ObjectKind
from control_plane.features.objects.kinds.every import KINDS
from control_plane.features.objects.queries import list_objects
from control_plane.features.objects.refused import errors_by_field
from control_plane.features.objects.rows import row_of
from control_plane.features.objects.sent import read_form
from control_plane.features.objects.widgets import Form
from control_plane.features.objects.wishes import changed_object, new_object
from control_plane.features.versions.current import company_now
from control_plane.features.versions.service import Change, NothingChanged
from control_plane.web.banners import announce_change
from control_plane.web.words import gettext, lazy_gettext
from tenants.model import Company, TelephonyObject
from tenants.model.names import name_of

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


def company_of(ctx: Context, company: str) -> Company:
    """The newest version. Raises NotFound."""
    now = company_now(ctx.session, get_company(ctx, company))
    assert now is not None, "a company that is listed has its first version"
    return now


class Pages:
    """The pages of one kind."""

    def __init__(self, kind: ObjectKind) -> None:
        self.kind = kind
        self.name = f"{kind.plural}_pages"

    def blueprint(self) -> Blueprint:
        prefix = f"/companies/<company>/telephony/{self.kind.plural}"
        pages = Blueprint(self.name, __name__, template_folder="templates", url_prefix=prefix)
        read, write = allow(Permission.READ_COMPANY), allow(Permission.CHANGE_COMPANY)
        pages.get("", endpoint="listing")(read(_view(self.listing)))
        if self.kind.creates:
            pages.get("/add", endpoint="add")(write(_view(self.form)))
            pages.post("/add", endpoint="create")(write(_view(self.create)))
        pages.get("/<item>", endpoint="edit")(write(_view(self.form)))
        pages.post("/<item>", endpoint="save")(write(_view(self.save)))
        pages.get("/<item>/remove", endpoint="ask")(write(_view(self.ask)))
        pages.post("/<item>/remove", endpoint="remove")(write(_view(self.remove)))
        return pages

    def listing(self, company: str) -> str:
        ctx = context()
        now = company_of(ctx, company)
        search, cursor = request.args.get("search", "")[:100].strip(), request.args.get("cursor")
        page = list_objects(ctx, company, self.kind.kind, limit=50, cursor=cursor, search=search)
        rows = [(item, name_of(item), self.kind.about(item, now)) for row in page.items if (item := row.document())]
        here = partial(url_for, f"{self.name}.listing", company=company, search=search or None)
        newest = here() if cursor else None
        older = here(cursor=page.next_cursor) if page.next_cursor else None
        return self._page(ctx, company, "objects/list.html", rows=rows, search=search, newest=newest, older=older)

    def form(self, company: str, item: str | None = None) -> str:
        ctx = context()
        found = self._found(ctx, company, item) if item else None
        return self._form_page(ctx, company, found, found.model_dump(mode="json") if found else {}, {}, "")

    def create(self, company: str) -> ResponseReturnValue:
        ctx = context()
        data = self._sent()
        wish = {name: value for name, value in data.items() if value is not None}
        try:
            item, change = service.create_object(ctx, company, new_object(self.kind.cls, self.kind.schemas.new, wish))
        except Problem as problem:
            db.session.rollback()
            return self._refused(ctx, company, None, data, problem)
        return self._done(company, change, gettext("%(name)s was added.", name=name_of(item)))

    def save(self, company: str, item: str) -> ResponseReturnValue:
        ctx = context()
        found, data = self._found(ctx, company, item), self._sent()
        try:
            after, change = service.change_object(
                ctx, company, self.kind.cls, item, changed_object(self.kind.schemas.change, data)
            )
        except NothingChanged:
            db.session.rollback()
            flash(gettext("Nothing was changed."), "good")
            return redirect(url_for(f"{self.name}.listing", company=company), 303)
        except Problem as problem:
            db.session.rollback()
            return self._refused(ctx, company, found, data, problem)
        return self._done(company, change, gettext("%(name)s was saved.", name=name_of(after)))

    def ask(self, company: str, item: str, refusal: str = "") -> str:
        """Asks first: as a dialog over the list, or as a page of its own where scripts are off."""
        ctx = context()
        found = self._found(ctx, company, item)
        return self._page(ctx, company, "objects/remove.html", item=found, title=name_of(found), refusal=refusal)

    def remove(self, company: str, item: str) -> ResponseReturnValue:
        ctx = context()
        name = name_of(self._found(ctx, company, item))
        try:
            change = service.remove_object(ctx, company, self.kind.kind, item, detach_users="detach" in request.form)
        except Problem as problem:
            db.session.rollback()
            return self.ask(company, item, problem.detail), problem.status
        return self._done(company, change, gettext("%(name)s was removed.", name=name))

    # Parts.

    def _found(self, ctx: Context, company: str, item: str) -> TelephonyObject:
        return cast(TelephonyObject, row_of(ctx, company, self.kind.kind, item).document())

    def _sent(self) -> dict[str, Any]:
        return read_form(self.kind.cls, self.kind.entries, request.form)

    def _done(self, company: str, change: Change, words: str) -> ResponseReturnValue:
        announce_change(company, change.version, words)
        for warning in change.warnings:
            flash(warning.text, "bad")
        return redirect(url_for(f"{self.name}.listing", company=company), 303)

    def _refused(
        self, ctx: Context, company: str, item: TelephonyObject | None, data: dict[str, Any], problem: Problem
    ) -> ResponseReturnValue:
        errors, note = errors_by_field(problem, {entry.name for entry in self.kind.entries})
        return self._form_page(ctx, company, item, data, errors, note), problem.status

    def _form_page(
        self,
        ctx: Context,
        company: str,
        item: TelephonyObject | None,
        data: dict[str, Any],
        errors: dict[str, str],
        note: str,
    ) -> str:
        form = Form(company_of(ctx, company), data, errors)
        groups = [(group, form.widgets(self.kind.cls, group.entries)) for group in self.kind.groups]
        title = name_of(item) if item else None
        return self._page(ctx, company, "objects/form.html", item=item, title=title, groups=groups, note=note)

    def _page(self, ctx: Context, company: str, template: str, **values: object) -> str:
        return company_page(ctx, company, template, active=SECTION, kind=self.kind, pages=self.name, **values)


def _view(method: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """A function of its own, since nothing can be declared of a method."""

    def view(**values: str) -> ResponseReturnValue:
        return method(**values)

    return view


PAGES: Final = (index, *(Pages(kind).blueprint() for kind in KINDS))
