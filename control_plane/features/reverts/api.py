"""Undoing changes over the API."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out
from control_plane.core.context import Context
from control_plane.core.idempotency import idempotent
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.changesets.plan import Looked
from control_plane.features.reverts import service
from control_plane.features.reverts.schemas import Reverted, RevertPreview, RevertWish

api = APIBlueprint(
    "reverts_api", __name__, url_prefix="/api/v1/companies/<company>/versions/<int:number>", tag="Reverts"
)


@api.get("/undo")
@api.output(RevertPreview)
@api.doc(operation_id="previewUndo", summary="What undoing this change would do")
@allow(Permission.READ_COMPANY)
def preview_undo(company: str, number: int) -> Any:
    return preview_out(service.preview_undo(context(), company, number))


@api.post("/undo")
@idempotent
@api.input(RevertWish)
@api.output(Reverted, status_code=201)
@api.doc(operation_id="undoChange", summary="Undo this change; refused when somebody has changed the same since")
@allow(Permission.CHANGE_COMPANY)
def undo(company: str, number: int, json_data: RevertWish) -> Any:
    return _reverted(service.undo, company, number, json_data)


@api.get("/restore")
@api.output(RevertPreview)
@api.doc(operation_id="previewRestore", summary="What going back to this version would do")
@allow(Permission.READ_COMPANY)
def preview_restore(company: str, number: int) -> Any:
    return preview_out(service.preview_restore(context(), company, number))


@api.post("/restore")
@idempotent
@api.input(RevertWish)
@api.output(Reverted, status_code=201)
@api.doc(operation_id="restoreVersion", summary="Go back to this version; passwords, calls and files stay")
@allow(Permission.CHANGE_COMPANY)
def restore(company: str, number: int, json_data: RevertWish) -> Any:
    return _reverted(service.restore, company, number, json_data)


def _reverted(revert: Callable[[Context, str, int], Any], company: str, number: int, wish: RevertWish) -> Any:
    ctx = context()
    change = revert(replace(ctx, reason=wish.reason or ctx.reason), company, number)
    return {"change": change_out(change)}


def preview_out(preview: Looked) -> dict[str, Any]:
    """The plain data of RevertPreview."""
    return {
        "objects": [asdict(each) for each in preview.told()],
        "obstacles": [asdict(each) for each in (*preview.obstacles, *preview.faults)],
        "warnings": list(preview.warnings),
    }
