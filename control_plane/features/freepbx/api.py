"""Moving in over the API: upload a file, read what would come of it, take it over."""

from collections.abc import Iterator
from typing import Any

from apiflask import APIBlueprint
from flask import request

from control_plane.core.idempotency import idempotent
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.core.uploads import takes_up_to
from control_plane.features.access.identify import context
from control_plane.features.freepbx import service
from control_plane.features.freepbx.reading.limits import UPLOAD_MAX
from control_plane.features.freepbx.schemas import ImportOut, TakenOver
from control_plane.features.freepbx.telling import import_out, taken_over_out

api = APIBlueprint(
    "freepbx_imports_api", __name__, url_prefix="/api/v1/companies/<company>/freepbx-imports", tag="FreePBX imports"
)
BLOCK = 1024 * 1024


@api.post("")
@takes_up_to(UPLOAD_MAX)
@api.output(ImportOut, status_code=201)
@api.doc(
    operation_id="previewImport",
    summary="What would come of a FreePBX backup or database dump: the body is the file",
    description="Changes nothing. The file is kept encrypted for a day, or until the next, to be taken over.",
)
@allow(Permission.CHANGE_COMPANY)
def preview(company: str) -> Any:
    return import_out(service.preview(context(), company, _body()))


@api.get("/<upload>")
@api.output(ImportOut)
@api.doc(operation_id="getImport", summary="What would come of an uploaded file, with the company as it is now")
@allow(Permission.CHANGE_COMPANY)
def preview_again(company: str, upload: str) -> Any:
    return import_out(service.preview_again(context(), company, upload))


@api.post("/<upload>/take-over")
@idempotent
@api.output(TakenOver, status_code=201)
@api.doc(
    operation_id="takeOverImport",
    summary="Take an uploaded file over into the company, as one version",
    description="The answer has the new phones' passwords, this once.",
)
@allow(Permission.CHANGE_COMPANY)
def take_over(company: str, upload: str) -> Any:
    ctx = context()
    return taken_over_out(ctx, company, service.take_over(ctx, company, upload))


def _body() -> Iterator[bytes]:
    while piece := request.stream.read(BLOCK):
        yield piece
