"""What-if questions over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.simulations.schemas import SimulationOut, SimulationWish
from control_plane.features.simulations.service import simulate
from control_plane.features.simulations.tell import speaking, told_out

api = APIBlueprint("simulations_api", __name__, url_prefix="/api/v1/companies/<company>/simulations", tag="Simulations")


@api.post("")
@api.input(SimulationWish)
@api.output(SimulationOut)
@api.doc(operation_id="simulateCall", summary="What would happen to a call", description="Changes nothing.")
@allow(Permission.READ_COMPANY)
def simulate_call(company: str, json_data: SimulationWish) -> Any:
    wish = json_data
    ctx = context()
    told = simulate(ctx, company, wish.question(), version=wish.version, draft=wish.draft)
    with speaking(wish.language):
        return told_out(ctx, told)
