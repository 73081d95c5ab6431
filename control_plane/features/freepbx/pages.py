"""Moving in from FreePBX in the portal: choose a file, read the report, take it over."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from control_plane.core.db import db
from control_plane.core.policy import allow
from control_plane.core.problems import Invalid, NotFound, Problem
from control_plane.core.roles import Permission
from control_plane.core.uploads import takes_up_to
from control_plane.features.access.identify import context
from control_plane.features.companies.page import company_page
from control_plane.features.freepbx import service
from control_plane.features.freepbx.reading.limits import UPLOAD_MAX
from control_plane.features.freepbx.report import Entry, Grade, Report, Why
from control_plane.features.freepbx.telling import counted, phones_out
from control_plane.features.freepbx.words import GRADES, KINDS, place, sentence
from control_plane.web.banners import announce_change
from control_plane.web.faults import refuse
from control_plane.web.form import Form
from control_plane.web.words import gettext

pages = Blueprint("freepbx_pages", __name__, template_folder="templates", url_prefix="/companies/<company>/freepbx")
SHOWN: Final = 300
"""Lines of a list; the API has all."""
_SECTION: Final = "telephony"
_MORE: Final = 64 * 1024
"""What a form has beside its file."""


@pages.get("")
@allow(Permission.CHANGE_COMPANY)
def start(company: str) -> str:
    return company_page(context(), company, "freepbx/start.html", active=_SECTION, form=Form({"file": ""}))


@pages.post("")
@takes_up_to(UPLOAD_MAX + _MORE)
@allow(Permission.CHANGE_COMPANY)
def upload(company: str) -> ResponseReturnValue:
    ctx, file = context(), request.files.get("file")
    try:
        if file is None or not file.filename:
            raise Invalid.one("file", "missing", gettext("Choose a file."))
        preview = service.preview(ctx, company, _pieces(file))
    except NotFound:
        raise
    except Problem as problem:
        db.session.rollback()
        form = refuse(Form({"file": ""}), problem, {})
        page = company_page(ctx, company, "freepbx/start.html", active=_SECTION, form=form)
        return page, problem.status
    return redirect(url_for(".report", company=company, upload=preview.id), 303)


@pages.get("/<upload>")
@allow(Permission.CHANGE_COMPANY)
def report(company: str, upload: str) -> str:
    ctx = context()
    preview = service.preview_again(ctx, company, upload)
    return company_page(
        ctx,
        company,
        "freepbx/report.html",
        active=_SECTION,
        preview=preview,
        **_shown(preview.report),
    )


@pages.post("/<upload>")
@allow(Permission.CHANGE_COMPANY)
def take_over(company: str, upload: str) -> Response:
    """Answers with the phones' passwords, this once, so the answer is never stored anywhere."""
    ctx = context()
    done = service.take_over(ctx, company, upload)
    announce_change(company, done.change.version, gettext("FreePBX was taken over."))
    phones = list(phones_out(ctx, company, done))
    page = company_page(
        ctx, company, "freepbx/done.html", active=_SECTION, phones=phones, pins=done.pins, **_shown(done.report)
    )
    answer = make_response(page, 201)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(report: Report) -> dict[str, object]:
    left = list(report.of(Grade.LEFT))
    engine = [entry for entry in left if entry.why is Why.PLATFORM]
    lists = [
        (GRADES[Grade.LEFT], _lines(entry for entry in left if entry.why is not Why.PLATFORM)),
        (GRADES[Grade.CHANGED], _lines(report.of(Grade.CHANGED))),
        (gettext("Decided by the platform"), _lines(engine)),
        (GRADES[Grade.TAKEN], _lines(report.of(Grade.TAKEN))),
    ]
    return {"counts": [(KINDS[kind], count) for kind, count in counted(report)], "lists": lists, "most": SHOWN}


def _lines(entries: Iterable[Entry]) -> list[dict[str, str]]:
    return [
        {"text": sentence(entry), "name": entry.name, "place": place(entry), "value": entry.value}
        for entry in islice(entries, SHOWN + 1)
    ]


def _pieces(file: FileStorage) -> Iterator[bytes]:
    while piece := file.stream.read(1024 * 1024):
        yield piece
