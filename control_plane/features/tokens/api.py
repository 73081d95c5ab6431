"""Oneself over the API: who I am, and my tokens."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.access.models import ApiToken
from control_plane.features.tokens import queries, service
from control_plane.features.tokens.schemas import Me, NewToken, TokenMade, TokenOut, TokenPage

api = APIBlueprint("me_api", __name__, url_prefix="/api/v1/me", tag="Me")


@api.get("")
@api.output(Me)
@api.doc(operation_id="getMe", summary="Who asks, and what the token is good for")
@allow(Permission.OWN_ACCOUNT)
def get_me() -> Any:
    actor = context().actor
    companies = None
    if actor.companies is not None:
        companies = [{"id": each, "employee_id": actor.employees.get(each)} for each in sorted(actor.companies)]
    return {
        "id": actor.user_id,
        "name": actor.name,
        "role": actor.role.value,
        "reseller_id": actor.reseller_id,
        "permissions": [permission.value for permission in Permission if actor.may(permission)],
        "scopes": None if actor.scopes is None else sorted(actor.scopes),
        "companies": companies,
    }


@api.get("/tokens")
@api.input(PageQuery, location="query")
@api.output(TokenPage)
@api.doc(operation_id="listTokens", summary="Your tokens, the oldest first")
@allow(Permission.OWN_TOKENS)
def list_tokens(query_data: PageQuery) -> Any:
    page = queries.list_tokens(context(), limit=query_data.limit, cursor=query_data.cursor)
    return page_out(page) | {"items": [_out(row) for row in page.items]}


@api.post("/tokens")
@idempotent
@api.input(NewToken)
@api.output(TokenMade, status_code=201)
@api.doc(operation_id="makeToken", summary="Make a token; it is shown once")
@allow(Permission.OWN_TOKENS)
def make_token(json_data: NewToken) -> Any:
    made = service.make_token(context(), json_data)
    return _out(made.row) | {"token": made.token}


@api.get("/tokens/<token>")
@api.output(TokenOut)
@api.doc(operation_id="getToken", summary="One of your tokens")
@allow(Permission.OWN_TOKENS)
def get_token(token: str) -> Any:
    return _out(queries.get_token(context(), token))


@api.delete("/tokens/<token>")
@api.output({}, status_code=204)
@api.doc(operation_id="revokeToken", summary="Revoke one of your tokens; it is worth nothing at once")
@allow(Permission.OWN_TOKENS)
def revoke_token(token: str) -> Any:
    service.revoke_token(context(), token)
    return ""


def _out(row: ApiToken) -> dict[str, Any]:
    """Its own id is the token's hash, and nobody's business."""
    return {name: getattr(row, name) for name in TokenOut.model_fields if name != "id"} | {"id": row.public_id}
