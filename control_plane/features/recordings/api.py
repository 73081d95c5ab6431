"""Recordings over the API."""

from typing import Annotated, Any

from apiflask import APIBlueprint
from flask import url_for
from pydantic import Field

from control_plane.core.answers import page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.listening.schemas import LinkOut
from control_plane.features.listening.service import What, make_link
from control_plane.features.objects.schemas import extended
from control_plane.features.recordings import queries, service
from control_plane.features.recordings.schemas import HoldWish, RecordingOut, RecordingPage

api = APIBlueprint("recordings_api", __name__, url_prefix="/api/v1/companies/<company>/recordings", tag="Recordings")
_CALL = Annotated[str | None, Field(max_length=100, description="Of this conversation only: the `call` of a call")]
RecordingQuery = extended(
    "RecordingQuery", queries.RECORDINGS.query("RecordingQuery", RecordingOut), call=(_CALL, None)
)


@api.get("")
@sparse
@api.input(RecordingQuery, location="query")
@api.output(RecordingPage)
@api.doc(operation_id="listRecordings", summary="Recordings, the newest first")
@allow(Permission.LISTEN)
def list_recordings(company: str, query_data: PageQuery) -> Any:
    found = queries.list_recordings(context(), company, **asked(query_data))
    return page_out(found)


@api.get("/<recording>")
@api.output(RecordingOut)
@api.doc(operation_id="getRecording", summary="One recording")
@allow(Permission.LISTEN)
def get_recording(company: str, recording: str) -> Any:
    return queries.get_recording(context(), company, recording)


@api.patch("/<recording>")
@api.input(HoldWish)
@api.output(RecordingOut)
@api.doc(operation_id="holdRecording", summary="Put a recording on legal hold, or lift the hold")
@allow(Permission.LISTEN)
def hold_recording(company: str, recording: str, json_data: HoldWish) -> Any:
    return service.hold(context(), company, recording, on=json_data.legal_hold)


@api.post("/<recording>/link")
@idempotent
@api.output(LinkOut)
@api.doc(operation_id="linkRecording", summary="A link to listen with, good for a quarter of an hour")
@allow(Permission.LISTEN)
def link_recording(company: str, recording: str) -> Any:
    ctx = context()
    found = queries.get_recording(ctx, company, recording)
    link = make_link(ctx, What.RECORDING, company, found.id)
    return {"url": url_for("listening_pages.listen", token=link.token), "expires_at": link.expires_at}


@api.delete("/<recording>")
@api.output({}, status_code=204)
@api.doc(operation_id="deleteRecording", summary="Delete a recording for good")
@allow(Permission.LISTEN)
def delete_recording(company: str, recording: str) -> Any:
    service.delete_recording(context(), company, recording)
    return ""
