"""Phones over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.customisations.fields import visible
from control_plane.features.customisations.queries import company_customised
from control_plane.features.objects.schemas import RemovalQuery
from control_plane.features.phones import queries, service
from control_plane.features.phones.models import Phone
from control_plane.features.phones.schemas import (
    NewPhone,
    PhoneChange,
    PhoneChanged,
    PhoneOut,
    PhonePage,
    PhoneSecretChanged,
)
from control_plane.features.versions.schemas import Removed
from tenants.extend import Customisation

api = APIBlueprint("phones_api", __name__, url_prefix="/api/v1/companies/<company>/phones", tag="Phones")
PhoneQuery = queries.PHONES.query("PhoneQuery", PhoneOut)


@api.get("")
@sparse
@api.input(PhoneQuery, location="query")
@api.output(PhonePage)
@api.doc(operation_id="listPhones", summary="Phones by login")
@allow(Permission.READ_COMPANY)
def list_phones(company: str, query_data: PageQuery) -> Any:
    ctx = context()
    page = queries.list_phones(ctx, company, **asked(query_data))
    customised = company_customised(ctx, company)
    return {"items": [phone_out(phone, customised) for phone in page.items], "next_cursor": page.next_cursor}


@api.post("")
@idempotent
@api.input(NewPhone)
@api.output(PhoneSecretChanged, status_code=201)
@api.doc(operation_id="addPhone", summary="Give an employee another phone; the password is shown this once")
@allow(Permission.CHANGE_COMPANY)
def add_phone(company: str, json_data: NewPhone) -> Any:
    ctx = context()
    secret, change = service.add_phone(ctx, company, json_data)
    return secret_out(secret, company_customised(ctx, company)) | {"change": change_out(change)}


@api.get("/<phone>")
@api.output(PhoneOut)
@api.doc(operation_id="getPhone", summary="One phone")
@allow(Permission.READ_COMPANY)
def get_phone(company: str, phone: str) -> Any:
    ctx = context()
    return phone_out(service.get_phone(ctx, company, phone), company_customised(ctx, company))


@api.patch("/<phone>")
@api.input(PhoneChange)
@api.output(PhoneChanged)
@api.doc(operation_id="renamePhone", summary="Rename a phone, or change its extra fields")
@allow(Permission.CHANGE_COMPANY)
def rename_phone(company: str, phone: str, json_data: PhoneChange) -> Any:
    ctx = context()
    found, change = service.change_phone(ctx, company, phone, json_data)
    return phone_out(found, company_customised(ctx, company)) | {"change": change_out(change)}


@api.post("/<phone>/password")
@idempotent
@api.output(PhoneSecretChanged)
@api.doc(operation_id="renewPhonePassword", summary="A new password, shown this once")
@allow(Permission.CHANGE_COMPANY)
def renew_password(company: str, phone: str) -> Any:
    ctx = context()
    secret, change = service.renew_password(ctx, company, phone)
    return secret_out(secret, company_customised(ctx, company)) | {"change": change_out(change)}


@api.delete("/<phone>")
@api.input(RemovalQuery, location="query")
@api.output(Removed)
@api.doc(operation_id="removePhone", summary="Remove a phone")
@allow(Permission.CHANGE_COMPANY)
def remove_phone(company: str, phone: str, query_data: RemovalQuery) -> Any:
    return {"change": change_out(service.remove_phone(context(), company, phone, detach_users=query_data.detach))}


def phone_out(phone: Phone, customised: Customisation | None) -> dict[str, Any]:
    """The plain data of PhoneOut."""
    custom = visible(customised, phone.document()).model_dump(mode="json")["custom"]
    return PhoneOut.model_validate(phone).model_dump() | {"custom": custom}


def secret_out(secret: service.NewSecret, customised: Customisation | None) -> dict[str, Any]:
    """The plain data of PhoneSecret."""
    return phone_out(secret.phone, customised) | {"password": secret.password, "server": secret.server}
