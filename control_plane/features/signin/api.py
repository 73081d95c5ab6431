"""The journal of the door over the API, for operators."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import page_out
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.signin import queries
from control_plane.features.signin.schemas import SignInPage, SignInQuery

api = APIBlueprint("sign_ins_api", __name__, url_prefix="/api/v1/sign-ins", tag="Sign-ins")


@api.get("")
@api.input(SignInQuery, location="query")
@api.output(SignInPage)
@api.doc(operation_id="listSignIns", summary="Who came in, who tried, and what was changed about it; newest first")
@allow(Permission.READ_FLEET)
def list_sign_ins(query_data: SignInQuery) -> Any:
    found = queries.list_events(context(), what=query_data.what, limit=query_data.limit, cursor=query_data.cursor)
    return page_out(found)
