"""Archives in the portal, and the address behind a link to one."""

from typing import Final

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from control_plane.core.context import SYSTEM, Context
from control_plane.core.db import db
from control_plane.core.policy import allow, public
from control_plane.core.problems import Problem
from control_plane.core.ranges import file_answer
from control_plane.core.roles import PERMISSIONS, Permission
from control_plane.core.vault import vault_of
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context, settings
from control_plane.features.archives import service
from control_plane.features.archives.choices import NewPlace
from control_plane.features.archives.form import KEPT
from control_plane.features.archives.links import make_link, open_link
from control_plane.features.archives.models import OWNER
from control_plane.features.archives.queries import get_export, list_exports
from control_plane.features.archives.schemas import ExportWish, NewTemplate
from control_plane.features.archives.words import PLACE_FIELDS, file_words, kind_words, place_typed
from control_plane.features.companies.page import company_page
from control_plane.features.companies.service import delete_company
from control_plane.web.faults import refuse
from control_plane.web.form import Form, typed
from control_plane.web.words import gettext

pages = Blueprint("archive_pages", __name__, template_folder="templates")
_EXPORT: Final = ("recording", "message", "fax", "history", "passphrase")
_CLONE: Final = tuple(f"clone.{name}" for name in PLACE_FIELDS)


@pages.get("/archives/<token>")
@public("the signed link says for whom it is; the view checks that this person may still have the archive")
def fetch(token: str) -> Response:
    system = Context(session=db.session(), actor=SYSTEM, settings=settings())
    job = open_link(system, token, request.remote_addr or "")
    assert job.storage is not None
    name = f"{job.company}-{job.created_at:%Y%m%d-%H%M}.zip"
    vault = vault_of(settings())
    return file_answer(vault, job.storage, owner=OWNER, size=job.bytes, kind="application/zip", save_as=name)


@pages.get("/companies/<company>/archive")
@allow(Permission.CHANGE_COMPANY)
def show(company: str) -> str:
    return _page(context(), company, Form({"clone.leave_out_taken": "yes"}))


@pages.post("/companies/<company>/archive/export")
@allow(Permission.CHANGE_COMPANY)
def export(company: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, _EXPORT)
    wish = {"files": [kind for kind in KEPT if form.value(kind)], "history": bool(form.value("history"))}
    wish["passphrase"] = form.value("passphrase") or None
    try:
        service.order_export(ctx, company, read_wish(ExportWish, wish))
    except Problem as problem:
        return _refused(ctx, company, form, problem, "")
    flash(gettext("The archive is being made; it is below when it is done."), "good")
    return redirect(url_for(".show", company=company), 303)


@pages.post("/companies/<company>/archive/clone")
@allow(Permission.CREATE_COMPANY)
def clone(company: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, _CLONE)
    try:
        job = service.clone_company(ctx, company, read_wish(NewPlace, place_typed(form, "clone.")))
    except Problem as problem:
        return _refused(ctx, company, form, problem, "clone.")
    return redirect(url_for("archive_job_pages.job", job=job.id), 303)


@pages.post("/companies/<company>/archive/template")
@allow(Permission.CREATE_COMPANY)
def template(company: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, ("template.name", "template.about"))
    kinds = request.form.getlist("kinds")
    wish = {"name": form.value("template.name"), "about": form.value("template.about"), "kinds": kinds or None}
    try:
        job = service.save_template(ctx, company, read_wish(NewTemplate, wish))
    except Problem as problem:
        return _refused(ctx, company, form, problem, "template.")
    return redirect(url_for("archive_job_pages.job", job=job.id), 303)


@pages.post("/companies/<company>/archive/exports/<export>/do")
@allow(Permission.CHANGE_COMPANY)
def do(company: str, export: str) -> ResponseReturnValue:
    """The buttons of an export's row."""
    ctx = context()
    if request.form.get("what") == "remove":
        service.remove_export(ctx, company, export)
        flash(gettext("The archive was removed."), "good")
        return redirect(url_for(".show", company=company), 303)
    link = make_link(ctx, get_export(ctx, company, export))
    return redirect(url_for(".fetch", token=link.token), 303)


@pages.post("/companies/<company>/archive/delete")
@allow(Permission.DELETE_COMPANY)
def delete(company: str) -> ResponseReturnValue:
    """Only who types the company's id deletes it."""
    ctx = context()
    form = typed(request.form, ("delete.id",))
    if form.value("delete.id") != company:
        form = form.refused({"delete.id": gettext("Type %(company)s to delete it.", company=company)})
        return _page(ctx, company, form), 422
    try:
        delete_company(ctx, company)
    except Problem as problem:
        return _refused(ctx, company, form, problem, "delete.")
    flash(gettext("The company was deleted; this page tells when nothing of it is left."), "good")
    return redirect(url_for("deletion_pages.listing"), 303)


def _refused(ctx: Context, company: str, form: Form, problem: Problem, prefix: str) -> ResponseReturnValue:
    db.session.rollback()
    names = {fault.field: prefix + fault.field for fault in problem.faults}
    return _page(ctx, company, refuse(form, problem, {}, names)), problem.status


def _page(ctx: Context, company: str, form: Form) -> str:
    has = PERMISSIONS[ctx.actor.role]
    return company_page(
        ctx,
        company,
        "archives/company.html",
        active="archive",
        form=form,
        exports=list_exports(ctx, company),
        kinds=[(kind.value, words) for kind, words in kind_words()],
        files=[(kind, words) for kind, words in file_words()] if Permission.LISTEN in has else [],
        may_create=Permission.CREATE_COMPANY in has,
        may_delete=Permission.DELETE_COMPANY in has,
    )
