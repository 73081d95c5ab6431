"""Telling calls again over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.replays.schemas import ReplayOut, ReplayWish
from control_plane.features.replays.service import replay
from control_plane.features.replays.tell import replay_out
from control_plane.features.simulations.tell import speaking

api = APIBlueprint("replays_api", __name__, url_prefix="/api/v1/companies/<company>/calls", tag="Replays")


@api.post("/<call>/replay")
@api.input(ReplayWish)
@api.output(ReplayOut)
@api.doc(operation_id="replayCall", summary="A real call on another version", description="Changes nothing.")
@allow(Permission.READ_COMPANY)
def replay_call(company: str, call: str, json_data: ReplayWish) -> Any:
    ctx = context()
    told = replay(ctx, company, call, version=json_data.version, draft=json_data.draft)
    with speaking(json_data.language):
        return replay_out(ctx, call, told)
