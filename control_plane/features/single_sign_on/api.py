"""A company's single sign-on over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.idempotency import idempotent
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.single_sign_on import service
from control_plane.features.single_sign_on.models import IdentityProvider
from control_plane.features.single_sign_on.queries import get_provider
from control_plane.features.single_sign_on.schemas import ProviderOut, ProviderWish
from control_plane.settings import Settings

api = APIBlueprint(
    "single_sign_on_api", __name__, url_prefix="/api/v1/companies/<company>/single-sign-on", tag="Single sign-on"
)


@api.get("")
@api.output(ProviderOut)
@api.doc(operation_id="getSingleSignOn", summary="The identity provider with which the company's people sign in")
@allow(Permission.SIGN_ON)
def get(company: str) -> Any:
    ctx = context()
    return _out(ctx.settings, get_provider(ctx.session, company))


@api.put("")
@idempotent
@api.input(ProviderWish)
@api.output(ProviderOut)
@api.doc(operation_id="setSingleSignOn", summary="Set the identity provider up; it is asked whether it answers")
@allow(Permission.SIGN_ON)
def put(company: str, json_data: ProviderWish) -> Any:
    ctx = context()
    return _out(ctx.settings, service.set_provider(ctx, json_data, company_id=company))


@api.delete("")
@api.output({}, status_code=204)
@api.doc(operation_id="removeSingleSignOn", summary="People sign in with passwords or passkeys again")
@allow(Permission.SIGN_ON)
def delete(company: str) -> Any:
    service.remove_company_provider(context(), company)
    return ""


def _out(settings: Settings, provider: IdentityProvider) -> dict[str, Any]:
    shown = {name: getattr(provider, name) for name in ("id", "name", "issuer", "client_id", "created_at")}
    urls = {"sign_in_url": service.sign_in_url(settings, provider), "callback_url": service.callback_url(settings)}
    return shown | urls
