"""Every kind of object in the portal: one set of pages for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.paging import Page
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.objects.forms.form import MORE, ObjectForm, form_of, read_form, shown_values
from control_plane.features.objects.forms.stale import is_old, told_old, with_item
from control_plane.features.objects.index_page import SECTION, index
from control_plane.features.objects.kind import ObjectKind
from control_plane.features.objects.kinds.every import KINDS
from control_plane.features.objects.looking import choices_of, company_of, dialled_for, users_by_name
from control_plane.features.objects.queries import list_objects
from control_plane.features.objects.rows import row_of
from control_plane.features.objects.service import change_object, create_object, remove_object
from control_plane.features.objects.wishes import changed_object, new_object
from control_plane.features.versions.service import Change, NothingChanged, lock_company
from control_plane.web.banners import announce_change
from control_plane.web.sentences import say
from control_plane.web.words import gettext
from tenants.model import TelephonyObject


@dataclass(frozen=True)
class Work:
    """The use cases behind the pages of a kind; data is as the API takes it."""

    listed: Callable[..., Page[Any]]
    create: Callable[[Context, str, dict[str, Any]], tuple[Any, Change]]
    change: Callable[[Context, str, str, dict[str, Any]], tuple[Any, Change]]
    remove: Callable[..., Change]
    searches: bool = True


@dataclass(frozen=True)
class Section:
    """`name` is marked in the side bar, `path` stands in addresses, `above` is the page that leads to these."""

    name: str
    path: str = ""
    above: str = ""


def pages_of(kind: ObjectKind, work: Work, name: str, section: Section) -> Blueprint:
    """List, add, change, remove: the blueprint `name`. `section` is the part of the portal that it belongs to."""
    prefix = f"/companies/<company>{section.path}/{kind.plural}"
    pages = Blueprint(name, __name__, template_folder="templates", url_prefix=prefix)
    own = _Pages(kind, work, section)
    routes: tuple[tuple[str, str, Permission, Any], ...] = (
        ("", "GET", Permission.READ_COMPANY, own.listing),
        ("/<identifier>", "GET", Permission.CHANGE_COMPANY, own.edit),
        ("/<identifier>", "POST", Permission.CHANGE_COMPANY, own.save),
        ("/<identifier>/remove", "GET", Permission.CHANGE_COMPANY, own.ask_to_remove),
        ("/<identifier>/remove", "POST", Permission.CHANGE_COMPANY, own.remove),
    )
    if kind.creates:
        routes += (
            ("/add", "GET", Permission.CHANGE_COMPANY, own.add),
            ("/add", "POST", Permission.CHANGE_COMPANY, own.create),
        )
    for path, method, permission, view in routes:
        pages.add_url_rule(path, view.__name__, allow(permission)(_function(view)), methods=[method])
    return pages


def _function(method: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """A bound method takes no mark; a function of its own does."""

    @wraps(method)
    def view(**arguments: str) -> ResponseReturnValue:
        return method(**arguments)

    return view


class _Pages:
    """The views of one kind."""

    def __init__(self, kind: ObjectKind, work: Work, section: Section) -> None:
        self.kind, self.work, self.section = kind, work, section

    def listing(self, company: str) -> str:
        ctx = context()
        search, cursor = request.args.get("search", "")[:100], request.args.get("cursor")
        wanted = {"search": search.strip()} if self.work.searches else {}
        page = self.work.listed(ctx, company, limit=50, cursor=cursor, **wanted)
        here = partial(url_for, ".listing", company=company, search=search or None)
        now = company_of(ctx, company)
        items = [row.document() for row in page.items]
        return self._page(
            ctx,
            company,
            "objects/list.html",
            work=self.work,
            rows=[(item, self.kind.title(item), self.kind.about(item, now)) for item in items],
            numbered=self.kind.numbered,
            search=search,
            newest=here() if cursor else None,
            older=here(cursor=page.next_cursor) if page.next_cursor else None,
        )

    def add(self, company: str) -> str:
        ctx = context()
        form = self._form(ctx, company, shown_values(self.kind.cls, None), new=True)
        return self._form_page(ctx, company, form)

    def create(self, company: str) -> ResponseReturnValue:
        ctx = context()
        groups = (*self.kind.first, *self.kind.groups)
        data = read_form(self.kind.cls, groups, choices_of(ctx, company), request.form)
        if MORE in request.form:
            return self._form_page(ctx, company, self._form(ctx, company, data, new=True))
        try:
            given = {name: value for name, value in data.items() if value is not None}
            item, change = self.work.create(ctx, company, given)
        except Problem as problem:
            db.session.rollback()
            form = self._form(ctx, company, data, new=True).refused(problem)
            return self._form_page(ctx, company, form), problem.status
        return self._done(company, change, gettext("%(name)s was added.", name=self.kind.title(item)))

    def edit(self, company: str, identifier: str) -> str:
        ctx = context()
        item = self._item(ctx, company, identifier)
        return self._form_page(ctx, company, self._form(ctx, company, shown_values(self.kind.cls, item)), item)

    def save(self, company: str, identifier: str) -> ResponseReturnValue:
        ctx = context()
        lock_company(ctx, company)
        item = self._item(ctx, company, identifier)
        data = read_form(self.kind.cls, self.kind.groups, choices_of(ctx, company), request.form)
        if MORE in request.form:
            return self._form_page(ctx, company, self._form(ctx, company, data), item)
        if is_old(request.form, item):
            now = self._form(ctx, company, shown_values(self.kind.cls, item))
            return self._form_page(ctx, company, told_old(self._form(ctx, company, data), now, item), item), 412
        try:
            saved, change = self.work.change(ctx, company, identifier, data)
        except NothingChanged:
            db.session.rollback()
            flash(gettext("Nothing was changed."), "good")
            return redirect(url_for(".listing", company=company), 303)
        except Problem as problem:
            db.session.rollback()
            form = self._form(ctx, company, data).refused(problem)
            return self._form_page(ctx, company, form, item), problem.status
        return self._done(company, change, gettext("%(name)s was saved.", name=self.kind.title(saved)))

    def ask_to_remove(self, company: str, identifier: str, note: str = "") -> str:
        """Asks first: as a dialog over the list, or as a page of its own where scripts are off."""
        ctx = context()
        item = self._item(ctx, company, identifier)
        users = users_by_name(ctx, company, [(self.kind.kind, identifier)])
        words = {"item": item, "title": self.kind.title(item), "users": users, "note": note}
        return self._page(ctx, company, "objects/remove.html", **words)

    def remove(self, company: str, identifier: str) -> ResponseReturnValue:
        ctx = context()
        title = self.kind.title(self._item(ctx, company, identifier))
        try:
            change = self.work.remove(ctx, company, identifier, detach_users="detach" in request.form)
        except Problem as problem:
            db.session.rollback()
            return self.ask_to_remove(company, identifier, say(problem.detail)), problem.status
        return self._done(company, change, gettext("%(name)s was removed.", name=title))

    def _item(self, ctx: Context, company: str, identifier: str) -> TelephonyObject:
        item: TelephonyObject = row_of(ctx, company, self.kind.kind, identifier).document()
        return item

    def _form(self, ctx: Context, company: str, data: dict[str, Any], *, new: bool = False) -> ObjectForm:
        groups = (*self.kind.first, *self.kind.groups) if new else self.kind.groups
        return form_of(self.kind.cls, groups, choices_of(ctx, company), data, more=request.form.get(MORE, ""))

    def _form_page(self, ctx: Context, company: str, form: ObjectForm, item: TelephonyObject | None = None) -> str:
        title = self.kind.title(item) if item is not None else ""
        dials = dialled_for(item, company_of(ctx, company)) if item is not None else None
        return self._page(
            ctx,
            company,
            "objects/form.html",
            form=with_item(form, request.form, item),
            item=item,
            title=title,
            dials=dials,
        )

    def _page(self, ctx: Context, company: str, template: str, **values: Any) -> str:
        return company_page(
            ctx, company, template, active=self.section.name, section=self.section, kind=self.kind, **values
        )

    def _done(self, company: str, change: Change, words: str) -> ResponseReturnValue:
        announce(company, change, words)
        return redirect(url_for(".listing", company=company), 303)


def announce(company: str, change: Change, words: str) -> None:
    """The next page tells what was done, follows it until it is live, and says what to look at."""
    announce_change(company, change.version, words)
    for warning in change.warnings:
        flash(say(warning.text), "warning")


def _generic(kind: ObjectKind) -> Work:
    schemas = kind.schemas

    def create(ctx: Context, company: str, data: dict[str, Any]) -> tuple[Any, Change]:
        return create_object(ctx, company, new_object(kind.cls, schemas.new, data))

    def change(ctx: Context, company: str, identifier: str, data: dict[str, Any]) -> tuple[Any, Change]:
        return change_object(ctx, company, kind.cls, identifier, changed_object(schemas.change, data))

    def listed(ctx: Context, company: str, **wanted: Any) -> Page[Any]:
        return list_objects(ctx, company, kind.kind, **wanted)

    def remove(ctx: Context, company: str, identifier: str, *, detach_users: bool) -> Change:
        return remove_object(ctx, company, kind.kind, identifier, detach_users=detach_users)

    return Work(listed, create, change, remove)


_TELEPHONY: Final = Section(SECTION, "/telephony", "telephony_pages.show")
PAGES: Final = (index, *(pages_of(kind, _generic(kind), f"{kind.plural}_pages", _TELEPHONY) for kind in KINDS))
