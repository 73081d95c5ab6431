"""Drafts in the portal: prepared, looked at, published, by several people."""

from datetime import datetime
from typing import Any, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import Context
from control_plane.core.db import db, new_id
from control_plane.core.policy import allow
from control_plane.core.problems import Invalid, NotFound, Problem
from control_plane.core.roles import Permission
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.drafts import contents, forms, service
from control_plane.features.drafts.models import DraftState
from control_plane.features.drafts.queries import counts, get_draft, key_of, list_drafts, objects_of
from control_plane.features.drafts.schemas import NewDraft
from control_plane.features.objects.pages import announce
from control_plane.web.sentences import say
from control_plane.web.words import gettext
from tenants.model import Kind
from tenants.model.names import name_of
from tenants.model.references import Key

pages = Blueprint("draft_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/drafts")

SHOWN: Final = 200
"""Objects of a draft on its page; an import may have thousands."""


@pages.get("")
@allow(Permission.READ_COMPANY)
def listing(company: str) -> str:
    ctx = context()
    cursor = request.args.get("cursor")
    page = list_drafts(ctx, company, limit=50, cursor=cursor)
    return company_page(
        ctx,
        company,
        "drafts/list.html",
        active="changes",
        drafts=page.items,
        counts=counts(ctx, company, page.items),
        newest=url_for(".listing", company=company) if cursor else None,
        older=url_for(".listing", company=company, cursor=page.next_cursor) if page.next_cursor else None,
    )


@pages.post("")
@allow(Permission.CHANGE_COMPANY)
def create(company: str) -> ResponseReturnValue:
    try:
        name = request.form.get("name", "").strip()
        wish = read_wish(NewDraft, {"name": name or gettext("Draft")})
        draft = service.new_draft(context(), company, wish.name)
    except Problem as problem:
        return _back(problem, url_for(".listing", company=company))
    return redirect(url_for(".show", company=company, draft=draft.id), 303)


@pages.get("/<draft>")
@allow(Permission.READ_COMPANY)
def show(company: str, draft: str) -> str:
    ctx = context()
    found = get_draft(ctx, company, draft)
    looked = service.look_into(ctx, company, draft)
    wanted = looked.plan.wanted()
    rows = objects_of(ctx, found)
    told = looked.told(SHOWN)
    return company_page(
        ctx,
        company,
        "drafts/show.html",
        active="changes",
        draft=found,
        closed=found.state is DraftState.PUBLISHED,
        rows=[
            (row, forms.has_form(Kind(row.kind)), _name(looked.plan.now, wanted, key_of(row))) for row in rows[:SHOWN]
        ],
        looked=looked,
        objects=told,
        more=len(looked.plan.merged.wanted) - len(told),
        problems=[say(each.message) for each in (*looked.obstacles, *looked.faults)],
        warnings=[say(each.text) for each in looked.warnings],
        openings=forms.openings(wanted),
    )


@pages.post("/<draft>")
@allow(Permission.CHANGE_COMPANY)
def do(company: str, draft: str) -> ResponseReturnValue:
    """The buttons of a draft."""
    here = url_for(".show", company=company, draft=draft)
    try:
        return _do(context(), company, draft, request.form.get("what", "")) or redirect(here, 303)
    except Problem as problem:
        return _back(problem, here)


@pages.get("/<draft>/object")
@allow(Permission.CHANGE_COMPANY)
def choose(company: str, draft: str) -> ResponseReturnValue:
    """From the list of what can be changed to its form."""
    kind, _, identifier = request.args.get("object", "").partition(":")
    address = url_for(".edit", company=company, draft=draft, kind=kind or "nothing", identifier=identifier or new_id())
    return redirect(address, 303)


@pages.get("/<draft>/objects/<kind>/<identifier>")
@allow(Permission.CHANGE_COMPANY)
def edit(company: str, draft: str, kind: str, identifier: str) -> str:
    ctx, key = context(), _key(kind, identifier)
    wanted = service.look_into(ctx, company, draft).plan.wanted()
    item = wanted.objects.get(key)
    return _form_page(ctx, company, draft, key, forms.object_form(wanted, key[0], item), item)


@pages.post("/<draft>/objects/<kind>/<identifier>")
@allow(Permission.CHANGE_COMPANY)
def save(company: str, draft: str, kind: str, identifier: str) -> ResponseReturnValue:
    ctx, key = context(), _key(kind, identifier)
    here = url_for(".show", company=company, draft=draft)
    wanted = service.look_into(ctx, company, draft).plan.wanted()
    item = wanted.objects.get(key)
    try:
        if request.form.get("what") == "remove":
            contents.remove_object(ctx, company, draft, key)
        else:
            data = forms.read(wanted, key[0], item, request.form)
            contents.edit_object(ctx, company, draft, key, data, whole=item is None)
    except Invalid as problem:
        db.session.rollback()
        form = forms.object_form(wanted, key[0], item, request.form).refused(problem)
        return _form_page(ctx, company, draft, key, form, item), problem.status
    except Problem as problem:
        return _back(problem, here)
    return redirect(here, 303)


def _do(ctx: Context, company: str, draft: str, what: str) -> ResponseReturnValue | None:
    match what.partition(" "):
        case ("publish", _, _):
            change = service.publish(ctx, company, draft)
            announce(company, change, gettext("The draft was published."))
            return redirect(url_for("version_pages.listing", company=company), 303)
        case ("schedule", _, _):
            service.schedule(ctx, company, draft, _moment(request.form.get("at", "")))
            flash(gettext("The draft is published by itself at that time."), "good")
        case ("unschedule", _, _):
            service.unschedule(ctx, company, draft)
        case ("discard", _, _):
            service.discard(ctx, company, draft)
            flash(gettext("The draft was discarded."), "good")
            return redirect(url_for(".listing", company=company), 303)
        case ("take-out", _, key):
            contents.take_out(ctx, company, draft, _key(*key.split(":", 1)))
    return None


def _moment(typed: str) -> datetime:
    """Of a field for date and time: on the company's clock. Raises Invalid."""
    try:
        return datetime.fromisoformat(typed)
    except ValueError:
        raise Invalid.one("at", "not-a-time", "must be a time that is still to come, within five years") from None


def _form_page(ctx: Context, company: str, draft: str, key: Key, form: Any, item: Any) -> str:
    found = get_draft(ctx, company, draft)
    title = name_of(item) if item is not None else gettext("Something new")
    values = {"draft": found, "form": form, "item": item, "title": title, "kind": key[0].value}
    return company_page(ctx, company, "drafts/form.html", active="changes", **values)


def _name(now: Any, wanted: Any, key: Key) -> str:
    return forms.name_in(wanted if key in wanted.objects else now, *key)


def _key(kind: str, identifier: str = "") -> Key:
    """Raises NotFound."""
    try:
        key = Kind(kind), identifier
    except ValueError:
        raise NotFound("There is no such kind of object.") from None
    if not forms.has_form(key[0]) and request.method == "GET":
        raise NotFound("There is no form for this.")
    return key


def _back(problem: Problem, address: str) -> ResponseReturnValue:
    db.session.rollback()
    for words in dict.fromkeys((problem.detail, *(fault.message for fault in problem.faults[:20]))):
        flash(say(words), "warning")
    return redirect(address, 303)
