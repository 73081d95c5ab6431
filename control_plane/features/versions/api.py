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
from control_plane.features.versions.models import Delivery, Outbox
from control_plane.features.versions.queries import Progress, get_progress, list_progress, list_waiting
from control_plane.features.versions.schemas import VersionDetail, VersionPage, WaitingList
from control_plane.features.versions.snapshot import open_item

api = APIBlueprint("versions_api", __name__, url_prefix="/api/v1/companies/<company>/versions", tag="Versions")
fleet = APIBlueprint("waiting_api", __name__, url_prefix="/api/v1/waiting", tag="Nodes that lag")
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
        "warnings": version.warnings,
        "puts": [open_item(each) for each in version.puts],
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
        "reason": version.reason,
        "state": progress.state,
        "seconds": progress.seconds,
        "deliveries": [
            delivery_out(delivery, progress.retries.get(delivery.node_id))
            | {"seconds": progress.since(delivery.live_at) if delivery.live_at else None}
            for delivery in progress.deliveries
        ],
    }


def delivery_out(delivery: Delivery, retry: Outbox | None) -> dict[str, Any]:
    """The plain data of DeliveryOut."""
    waits = retry if delivery.live_at is None else None
    return {
        "node": delivery.node_id,
        "state": delivery.state,
        "live_at": delivery.live_at,
        "seconds": None,
        "reason": delivery.reason,
        "attempts": waits.attempts if waits is not None else 0,
        "next_try_at": waits.due_at if waits is not None else None,
        "alarmed_at": delivery.alarmed_at,
    }


@fleet.get("")
@fleet.output(WaitingList)
@fleet.doc(operation_id="listWaiting", summary="What nodes refuse or have not taken, of all companies")
@allow(Permission.READ_FLEET)
def list_stuck() -> Any:
    return {
        "items": [
            delivery_out(each.delivery, each.retry)
            | {"company": each.version.company_id, "version": each.version.number, "at": each.version.at}
            for each in list_waiting(context())
        ]
    }
