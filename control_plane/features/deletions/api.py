"""Reports of deletions over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.deletions.models import Deletion
from control_plane.features.deletions.queries import get_deletion, list_deletions
from control_plane.features.deletions.schemas import DeletionOut, DeletionPage

api = APIBlueprint("deletions_api", __name__, url_prefix="/api/v1/deletions", tag="Deletions")


@api.get("")
@api.input(PageQuery, location="query")
@api.output(DeletionPage)
@api.doc(operation_id="listDeletions", summary="Companies that were deleted, and whether anything is left of them")
@allow(Permission.DELETE_COMPANY)
def list_all(query_data: PageQuery) -> Any:
    page = list_deletions(context(), limit=query_data.limit, cursor=query_data.cursor)
    return {"items": [deletion_out(each) for each in page.items], "next_cursor": page.next_cursor}


@api.get("/<deletion>")
@api.output(DeletionOut)
@api.doc(operation_id="getDeletion", summary="One deletion: what went, which nodes have told, what was still found")
@allow(Permission.DELETE_COMPANY)
def get_one(deletion: str) -> Any:
    return deletion_out(get_deletion(context(), deletion))


def deletion_out(deletion: Deletion) -> dict[str, Any]:
    """The plain data of DeletionOut."""
    names = ("id", "company", "name", "version", "by", "at", "rows", "nodes", "checked_at", "checks", "found")
    said = {name: getattr(deletion, name) for name in names} | {"state": deletion.state.value}
    return said | {"files_erased": deletion.files["erased"], "superseded": bool(deletion.files.get("superseded"))}
