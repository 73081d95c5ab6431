"""Permission to debug a call, over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.debugging.schemas import DebugOut, DebugWish
from control_plane.features.debugging.service import permit

api = APIBlueprint("debugging_api", __name__, url_prefix="/api/v1/companies/<company>/debugging", tag="Debugging")


@api.post("")
@api.input(DebugWish)
@api.output(DebugOut, status_code=201)
@api.doc(
    operation_id="permitDebugging",
    summary="Let a developer stand in the next call",
    description="Gives an order for the node, used by `./carillon debug`. It is audited, and so is the call.",
)
@allow(Permission.DEBUG_CALLS)
def permit_debugging(company: str, json_data: DebugWish) -> Any:
    wish = json_data
    given = permit(context(), company, caller=wish.caller, minutes=wish.minutes, node=wish.node)
    order = given.order
    return {"permission": order.permission, "node": given.node, "until": order.until, "order": given.sealed}
