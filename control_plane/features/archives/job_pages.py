"""Imports and templates in the portal: for who may create companies."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from control_plane.core.context import Context
from control_plane.core.db import db, new_id
from control_plane.core.policy import allow
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.core.uploads import takes_up_to
from control_plane.core.wishes import read_wish
from control_plane.features.access.identify import context
from control_plane.features.archives import service
from control_plane.features.archives.choices import NewPlace
from control_plane.features.archives.form import UPLOAD_MAX
from control_plane.features.archives.models import ArchiveJob, JobState, Work
from control_plane.features.archives.queries import get_job, get_template, list_templates, newest_jobs
from control_plane.features.archives.words import PLACE_FIELDS, place_typed, state_words, told_words, work_words
from control_plane.web.faults import refuse
from control_plane.web.form import Form, typed
from control_plane.web.sentences import say
from control_plane.web.words import gettext

pages = Blueprint("archive_job_pages", __name__, template_folder="templates")
BLOCK: Final = 1024 * 1024
_FIELDS: Final = (*PLACE_FIELDS, "passphrase")


@pages.get("/import")
@allow(Permission.CREATE_COMPANY)
def listing() -> str:
    return _listing(context(), Form())


@pages.post("/import")
@takes_up_to(UPLOAD_MAX)
@allow(Permission.CREATE_COMPANY)
def upload() -> ResponseReturnValue:
    ctx = context()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _listing(ctx, Form().refused({"file": gettext("Choose the archive.")})), 422
    try:
        made = service.take_upload(ctx, new_id(), _pieces(sent))
    except Problem as problem:
        db.session.rollback()
        return _listing(ctx, refuse(Form({"file": ""}), problem, {})), problem.status
    return redirect(url_for(".job", job=made.id), 303)


@pages.get("/import/<job>")
@allow(Permission.CREATE_COMPANY)
def job(job: str) -> str:
    ctx = context()
    found = get_job(ctx, job)
    place = found.asked.get("place", {})
    values = {"company": place.get("company", ""), "name": place.get("name") or "", "lines_too": "yes"}
    return _show(ctx, found, Form(values))


@pages.post("/import/<job>")
@allow(Permission.CREATE_COMPANY)
def do(job: str) -> ResponseReturnValue:
    """Check against a place, import, or forget."""
    ctx = context()
    what, form = request.form.get("what"), typed(request.form, _FIELDS)
    try:
        if what == "remove":
            service.remove_job(ctx, job)
            flash(gettext("It is forgotten, and with it the passwords that stood here."), "good")
            return redirect(url_for(".listing"), 303)
        order = service.order_import if what == "import" else service.check_upload
        order(ctx, job, read_wish(NewPlace, place_typed(form)), form.value("passphrase") or None)
    except Problem as problem:
        db.session.rollback()
        return _show(ctx, get_job(ctx, job), refuse(form, problem, {})), problem.status
    return redirect(url_for(".job", job=job), 303)


@pages.get("/templates")
@allow(Permission.CREATE_COMPANY)
def templates() -> str:
    return render_template("archives/templates.html", templates=list_templates(context(), limit=200).items)


@pages.get("/templates/<template>")
@allow(Permission.CREATE_COMPANY)
def template(template: str) -> str:
    found = get_template(context(), template)
    return render_template("archives/template.html", template=found, form=Form())


@pages.post("/templates/<template>")
@allow(Permission.CREATE_COMPANY)
def build(template: str) -> ResponseReturnValue:
    ctx = context()
    form = typed(request.form, _FIELDS)
    try:
        if request.form.get("what") == "remove":
            service.remove_template(ctx, template)
            flash(gettext("The template was removed."), "good")
            return redirect(url_for(".templates"), 303)
        wish = place_typed(form) | {"leave_out_taken": True, "leave_out": []}
        made = service.build_company(ctx, template, read_wish(NewPlace, wish))
    except Problem as problem:
        db.session.rollback()
        found = get_template(ctx, template)
        page = render_template("archives/template.html", template=found, form=refuse(form, problem, {}))
        return page, problem.status
    return redirect(url_for(".job", job=made.id), 303)


def _listing(ctx: Context, form: Form) -> str:
    rows = [(each, work_words(each.work), state_words(each.state)) for each in newest_jobs(ctx)]
    return render_template("archives/jobs.html", rows=rows, form=form)


def _show(ctx: Context, found: ArchiveJob, form: Form) -> str:
    findings = [each | {"text": say(each["text"])} for each in found.findings]
    told = [each | {"what": told_words(each["what"])} for each in service.told_of(ctx, found)]
    busy = found.state in (JobState.WAITING, JobState.WORKING)
    uploaded = found.work in (Work.CHECK, Work.IMPORT) and found.state in (JobState.UPLOADED, JobState.REFUSED)
    return render_template(
        "archives/job.html",
        job=found,
        form=form,
        work=work_words(found.work),
        state=state_words(found.state),
        findings=findings,
        told=told,
        busy=busy,
        placeable=uploaded and found.storage is not None,
    )


def _pieces(upload: FileStorage) -> Iterator[bytes]:
    while piece := upload.stream.read(BLOCK):
        yield piece
