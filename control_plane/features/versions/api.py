"""Versions of a company and their propagation."""

import time
from typing import Annotated, Any

from apiflask import APIBlueprint
from pydantic import Field

from control_plane.core.db import db
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.core.wishes import Wish
from control_plane.features.access.identify import context
from control_plane.features.versions.queries import Progress, get_progress, list_progress
from control_plane.features.versions.schemas import VersionDetail, VersionPage

api = APIBlueprint("versions_api", __name__, url_prefix="/api/v1/companies/<company>/versions", tag="Versions")
POLL_SECONDS = 0.02


class WaitQuery(Wish):
    wait: Annotated[float, Field(ge=0, le=5, description="Seconds to wait for `live`")] = 0


@api.get("")
@api.input(PageQuery, location="query")
@api.output(VersionPage)
@api.doc(operation_id="listVersions", summary="All changes, newest first")
@allow(Permission.READ_COMPANY)
def list_versions(company: str, query_data: PageQuery) -> Any:
    page = list_progress(context(), company, limit=query_data.limit, cursor=query_data.cursor)
    return {"items": [version_out(progress) for progress in page.items], "next_cursor": page.next_cursor}


@api.get("/<int:number>")
@api.input(WaitQuery, location="query")
@api.output(VersionDetail)
@api.doc(operation_id="getVersion", summary="One change, and on which nodes it is live")
@allow(Permission.READ_COMPANY)
def get_version(company: str, number: int, query_data: WaitQuery) -> Any:
    deadline = time.monotonic() + query_data.wait
    while True:
        progress = get_progress(context(), company, number)
        if progress.state != "publishing" or time.monotonic() >= deadline:
            break
        db.session.rollback()
        time.sleep(POLL_SECONDS)
    version = progress.version
    return version_out(progress) | {
        "puts": version.puts,
        "removes": version.removes,
        "state_hash": version.state_hash,
    }


def version_out(progress: Progress) -> dict[str, Any]:
    """The plain data of VersionOut."""
    version = progress.version
    return {
        "number": version.number,
        "at": version.at,
        "author": version.author,
        "summary": version.summary,
        "state": progress.state,
        "seconds": progress.seconds,
        "deliveries": [
            {
                "node": delivery.node_id,
                "state": delivery.state,
                "live_at": delivery.live_at,
                "seconds": progress.since(delivery.live_at) if delivery.live_at else None,
                "reason": delivery.reason,
            }
            for delivery in progress.deliveries
        ],
    }
