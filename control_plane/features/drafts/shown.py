"""Drafts as plain data."""

from typing import Any

from control_plane.features.drafts.models import Draft, DraftObject
from control_plane.features.drafts.schemas import DraftOut
from control_plane.features.versions.snapshot import open_item


def draft_out(draft: Draft, objects: int) -> dict[str, Any]:
    """The plain data of DraftOut."""
    columns = {name: getattr(draft, name) for name in DraftOut.model_fields if name != "objects"}
    return columns | {"objects": objects}


def object_out(row: DraftObject) -> dict[str, Any]:
    """The plain data of DraftObjectOut: without secrets."""
    data = open_item({"kind": row.kind, "data": row.data})["data"] if row.data is not None else None
    return {
        "kind": row.kind,
        "id": row.id,
        "data": data,
        "base_version": row.base_version,
        "revision": row.revision,
        "author": row.author,
        "at": row.at,
    }
