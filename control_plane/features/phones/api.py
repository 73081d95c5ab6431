"""Phones over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out, changed, page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.objects.schemas import RemovalQuery
from control_plane.features.phones import queries, service
from control_plane.features.phones.schemas import (
    NewPhone,
    PhoneChanged,
    PhoneOut,
    PhonePage,
    PhoneSecretChanged,
    PhoneWish,
)
from control_plane.features.versions.schemas import Removed

api = APIBlueprint("phones_api", __name__, url_prefix="/api/v1/companies/<company>/phones", tag="Phones")


@api.get("")
@api.input(PageQuery, location="query")
@api.output(PhonePage)
@api.doc(operation_id="listPhones", summary="Phones by login")
@allow(Permission.READ_COMPANY)
def list_phones(company: str, query_data: PageQuery) -> Any:
    return page_out(queries.list_phones(context(), company, limit=query_data.limit, cursor=query_data.cursor))


@api.post("")
@idempotent
@api.input(NewPhone)
@api.output(PhoneSecretChanged, status_code=201)
@api.doc(operation_id="addPhone", summary="Give an employee another phone; the password is shown this once")
@allow(Permission.CHANGE_COMPANY)
def add_phone(company: str, json_data: NewPhone) -> Any:
    secret, change = service.add_phone(context(), company, json_data)
    return secret_out(secret) | {"change": change_out(change)}


@api.get("/<phone>")
@api.output(PhoneOut)
@api.doc(operation_id="getPhone", summary="One phone")
@allow(Permission.READ_COMPANY)
def get_phone(company: str, phone: str) -> Any:
    return service.get_phone(context(), company, phone)


@api.patch("/<phone>")
@api.input(PhoneWish)
@api.output(PhoneChanged)
@api.doc(operation_id="renamePhone", summary="Rename a phone")
@allow(Permission.CHANGE_COMPANY)
def rename_phone(company: str, phone: str, json_data: PhoneWish) -> Any:
    return changed(*service.rename_phone(context(), company, phone, json_data), PhoneOut)


@api.post("/<phone>/password")
@idempotent
@api.output(PhoneSecretChanged)
@api.doc(operation_id="renewPhonePassword", summary="A new password, shown this once")
@allow(Permission.CHANGE_COMPANY)
def renew_password(company: str, phone: str) -> Any:
    secret, change = service.renew_password(context(), company, phone)
    return secret_out(secret) | {"change": change_out(change)}


@api.delete("/<phone>")
@api.input(RemovalQuery, location="query")
@api.output(Removed)
@api.doc(operation_id="removePhone", summary="Remove a phone")
@allow(Permission.CHANGE_COMPANY)
def remove_phone(company: str, phone: str, query_data: RemovalQuery) -> Any:
    return {"change": change_out(service.remove_phone(context(), company, phone, detach_users=query_data.detach))}


def secret_out(secret: service.NewSecret) -> dict[str, Any]:
    """The plain data of PhoneSecret."""
    phone = PhoneOut.model_validate(secret.phone).model_dump()
    return phone | {"password": secret.password, "server": secret.server}
