"""The stream of events over the API."""

from typing import Annotated, Any

from apiflask import APIBlueprint
from flask import Flask, Response, current_app, request, stream_with_context
from pydantic import Field, StringConstraints

from control_plane.core.db import db
from control_plane.core.policy import allow, authorise
from control_plane.core.problems import NotSignedIn
from control_plane.core.roles import Permission
from control_plane.core.wishes import Wish
from control_plane.features.access.identify import context, identify
from control_plane.features.events.service import keep_for_streams
from control_plane.features.streams.hub import Hub
from control_plane.features.streams.queries import Place, place_now
from control_plane.features.streams.service import Stream
from control_plane.settings import Settings

api = APIBlueprint("streams_api", __name__, url_prefix="/api/v1/companies/<company>/stream", tag="Stream")
_HUB = "carillon-streams"
_TOPICS = r"^[a-z-]+\.([a-z-]+|\*)(,[a-z-]+\.([a-z-]+|\*)){0,19}$"


class StreamQuery(Wish):
    topics: Annotated[
        str | None,
        StringConstraints(pattern=_TOPICS, max_length=1000),
        Field(description="Only these, with commas between: `call.*,version.live`; see event-topics"),
    ] = None


def open_hub(app: Flask, settings: Settings) -> Hub:
    """What `stream` of this app uses."""
    hub: Hub = app.extensions.setdefault(_HUB, Hub(settings.psycopg_url))
    return hub


@api.get("")
@api.input(StreamQuery, location="query")
@api.output({}, content_type="text/event-stream")
@api.doc(
    operation_id="streamEvents",
    summary="What happens in the company, told while it happens; `Last-Event-ID` goes on where a stream has ended",
)
@allow(Permission.READ_COMPANY)
def stream(company: str, query_data: StreamQuery) -> Response:
    ctx = context()
    hub: Hub = current_app.extensions[_HUB]
    known = request.headers.get("Last-Event-ID", "").strip()
    place = Place.read(known) if known else place_now(ctx.session)
    keep_for_streams(ctx, company)
    db.session.commit()
    told = Stream(
        company,
        place,
        tuple(query_data.topics.split(",")) if query_data.topics else (),
        db.session,
        lambda: _still_allowed(company),
    )
    wake = hub.reserve(company)

    def until_gone() -> Any:
        try:
            yield from told.told(hub, wake)
        finally:
            hub.leave(company, wake)

    answer = Response(stream_with_context(until_gone()), mimetype="text/event-stream")
    answer.call_on_close(lambda: hub.leave(company, wake))
    answer.headers["Cache-Control"] = "no-store"
    # A proxy that collects answers would tell nothing until the end.
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def _still_allowed(company: str) -> None:
    """Raises NotSignedIn for a token that was revoked, Forbidden, and NotFound for a company that is gone."""
    actor = identify()
    if actor is None:
        raise NotSignedIn("The token was revoked; the stream has ended.")
    authorise(actor, Permission.READ_COMPANY, company)
