"""Exports, imports, clones and templates over the API. The work is done beside requests: ask until it is done."""

from collections.abc import Iterator
from typing import Any

from apiflask import APIBlueprint
from flask import request, url_for

from control_plane.core.answers import page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.problems import Invalid
from control_plane.core.roles import Permission
from control_plane.core.uploads import takes_up_to
from control_plane.features.access.identify import context
from control_plane.features.archives import queries, service
from control_plane.features.archives.choices import NewPlace
from control_plane.features.archives.form import UPLOAD_MAX
from control_plane.features.archives.links import make_link
from control_plane.features.archives.models import ArchiveJob, Template
from control_plane.features.archives.schemas import (
    DoneOut,
    ExportWish,
    ImportWish,
    JobOut,
    JobPage,
    NewTemplate,
    TemplateOut,
    TemplatePage,
)
from control_plane.features.companies.queries import get_company
from control_plane.features.listening.schemas import LinkOut

api = APIBlueprint("archives_api", __name__, url_prefix="/api/v1", tag="Archives")
BLOCK = 1024 * 1024


@api.post("/companies/<company>/exports")
@idempotent
@api.input(ExportWish)
@api.output(JobOut, status_code=202)
@api.doc(operation_id="exportCompany", summary="Order an archive of the company; it is kept for a week")
@allow(Permission.CHANGE_COMPANY)
def export_company(company: str, json_data: ExportWish) -> Any:
    return job_out(service.order_export(context(), company, json_data))


@api.get("/companies/<company>/exports")
@api.output(JobPage)
@api.doc(operation_id="listExports", summary="The company's newest exports")
@allow(Permission.CHANGE_COMPANY)
def list_exports(company: str) -> Any:
    ctx = context()
    get_company(ctx, company)
    return {"items": [job_out(job) for job in queries.list_exports(ctx, company)], "next_cursor": None}


@api.get("/companies/<company>/exports/<export>")
@api.output(JobOut)
@api.doc(operation_id="getExport", summary="How far an export is")
@allow(Permission.CHANGE_COMPANY)
def get_export(company: str, export: str) -> Any:
    return job_out(queries.get_export(context(), company, export))


@api.post("/companies/<company>/exports/<export>/link")
@idempotent
@api.output(LinkOut)
@api.doc(operation_id="linkExport", summary="A link to fetch the archive with, good for a quarter of an hour")
@allow(Permission.CHANGE_COMPANY)
def link_export(company: str, export: str) -> Any:
    ctx = context()
    link = make_link(ctx, queries.get_export(ctx, company, export))
    return {"url": url_for("archive_pages.fetch", token=link.token), "expires_at": link.expires_at}


@api.delete("/companies/<company>/exports/<export>")
@api.output({}, status_code=204)
@api.doc(operation_id="removeExport", summary="Forget an export and its file")
@allow(Permission.CHANGE_COMPANY)
def remove_export(company: str, export: str) -> Any:
    service.remove_export(context(), company, export)
    return ""


@api.post("/companies/<company>/clone")
@idempotent
@api.input(NewPlace)
@api.output(JobOut, status_code=202)
@api.doc(operation_id="cloneCompany", summary="Make another company like this one, with new logins and passwords")
@allow(Permission.CREATE_COMPANY)
def clone_company(company: str, json_data: NewPlace) -> Any:
    return job_out(service.clone_company(context(), company, json_data))


@api.post("/companies/<company>/template")
@idempotent
@api.input(NewTemplate)
@api.output(JobOut, status_code=202)
@api.doc(operation_id="saveTemplate", summary="Keep the company, or a part of it, as a template")
@allow(Permission.CREATE_COMPANY)
def save_template(company: str, json_data: NewTemplate) -> Any:
    return job_out(service.save_template(context(), company, json_data))


@api.get("/archive-jobs")
@api.input(PageQuery, location="query")
@api.output(JobPage)
@api.doc(operation_id="listArchiveJobs", summary="Your imports, clones and templates in the making")
@allow(Permission.CREATE_COMPANY)
def list_jobs(query_data: PageQuery) -> Any:
    page = queries.list_jobs(context(), limit=query_data.limit, cursor=query_data.cursor)
    return {"items": [job_out(job) for job in page.items], "next_cursor": page.next_cursor}


@api.put("/archive-jobs/<job>")
@takes_up_to(UPLOAD_MAX)
@api.output(JobOut, status_code=202)
@api.doc(
    operation_id="uploadArchive",
    summary="Upload an archive under an id of your choice: the body is the file",
    description="It is looked at as a whole; nothing is written. Then ask for a check against a place, or import it.",
)
@allow(Permission.CREATE_COMPANY)
def upload_archive(job: str) -> Any:
    return job_out(service.take_upload(context(), checked_id(job), pieces()))


@api.post("/archive-jobs/<job>/check")
@idempotent
@api.input(ImportWish)
@api.output(JobOut, status_code=202)
@api.doc(operation_id="checkImport", summary="Dry run: hold an uploaded archive against a place and list every fault")
@allow(Permission.CREATE_COMPANY)
def check_import(job: str, json_data: ImportWish) -> Any:
    return job_out(service.check_upload(context(), job, *place_of(json_data)))


@api.post("/archive-jobs/<job>/import")
@idempotent
@api.input(ImportWish)
@api.output(JobOut, status_code=202)
@api.doc(operation_id="importCompany", summary="Make a company of an uploaded archive; with a fault nothing is written")
@allow(Permission.CREATE_COMPANY)
def import_company(job: str, json_data: ImportWish) -> Any:
    return job_out(service.order_import(context(), job, *place_of(json_data)))


@api.get("/archive-jobs/<job>")
@api.output(DoneOut)
@api.doc(operation_id="getArchiveJob", summary="How far it is, what was found, and what is new")
@allow(Permission.CREATE_COMPANY)
def get_job(job: str) -> Any:
    ctx = context()
    found = queries.get_job(ctx, job)
    return job_out(found) | {"told": service.told_of(ctx, found)}


@api.delete("/archive-jobs/<job>")
@api.output({}, status_code=204)
@api.doc(operation_id="removeArchiveJob", summary="Forget it, what was uploaded, and the passwords that it tells")
@allow(Permission.CREATE_COMPANY)
def remove_job(job: str) -> Any:
    service.remove_job(context(), job)
    return ""


@api.get("/templates")
@api.input(PageQuery, location="query")
@api.output(TemplatePage)
@api.doc(operation_id="listTemplates", summary="Templates that you may make companies from")
@allow(Permission.CREATE_COMPANY)
def list_templates(query_data: PageQuery) -> Any:
    page = queries.list_templates(context(), limit=query_data.limit, cursor=query_data.cursor)
    return page_out(page) | {"items": [template_out(each) for each in page.items]}


@api.get("/templates/<template>")
@api.output(TemplateOut)
@api.doc(operation_id="getTemplate", summary="One template")
@allow(Permission.CREATE_COMPANY)
def get_template(template: str) -> Any:
    return template_out(queries.get_template(context(), template))


@api.post("/templates/<template>/companies")
@idempotent
@api.input(NewPlace)
@api.output(JobOut, status_code=202)
@api.doc(operation_id="buildCompany", summary="Make a new company from a template")
@allow(Permission.CREATE_COMPANY)
def build_company(template: str, json_data: NewPlace) -> Any:
    return job_out(service.build_company(context(), template, json_data))


@api.delete("/templates/<template>")
@api.output({}, status_code=204)
@api.doc(operation_id="removeTemplate", summary="Remove a template; companies made from it stay")
@allow(Permission.CREATE_COMPANY)
def remove_template(template: str) -> Any:
    service.remove_template(context(), template)
    return ""


def job_out(job: ArchiveJob) -> dict[str, Any]:
    """The plain data of JobOut."""
    names = ("id", "company", "by", "created_at", "expires_at", "step", "done", "total", "problem")
    more = ("findings", "outcome", "bytes", "sha256")
    return {name: getattr(job, name) for name in (*names, *more)} | {"work": job.work.value, "state": job.state.value}


def template_out(template: Template) -> dict[str, Any]:
    names = ("id", "name", "about", "made_of", "made_by", "created_at", "counts")
    return {name: getattr(template, name) for name in names} | {"for_everybody": template.reseller_id is None}


def place_of(wish: ImportWish) -> tuple[NewPlace, str | None]:
    return NewPlace.model_validate(wish.model_dump(exclude={"passphrase"})), wish.passphrase


def checked_id(identifier: str) -> str:
    """Raises Invalid."""
    if not (8 <= len(identifier) <= 64 and identifier.isascii() and identifier.replace("-", "").isalnum()):
        raise Invalid.one("job", "bad-id", "Choose an id of 8 to 64 letters, digits and hyphens, such as a UUID.")
    return identifier


def pieces() -> Iterator[bytes]:
    """The body of the request, as it comes."""
    while piece := request.stream.read(BLOCK):
        yield piece
