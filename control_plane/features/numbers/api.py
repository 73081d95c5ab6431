"""Public numbers over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out
from control_plane.core.bodies import takes
from control_plane.core.idempotency import idempotent
from control_plane.core.listing import asked, sparse
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.customisations.queries import company_customised
from control_plane.features.numbers import queries, service
from control_plane.features.numbers.schemas import (
    NewNumber,
    NumberChange,
    NumberChanged,
    NumberOut,
    NumberPage,
)
from control_plane.features.objects.schemas import RemovalQuery, shown, shown_change, shown_page
from control_plane.features.versions.schemas import Removed

api = APIBlueprint("numbers_api", __name__, url_prefix="/api/v1/companies/<company>/numbers", tag="Numbers")
NumberQuery = queries.NUMBERS.query("NumberQuery", NumberOut)


@api.get("")
@sparse
@api.input(NumberQuery, location="query")
@api.output(NumberPage)
@api.doc(operation_id="listNumbers", summary="Public numbers")
@allow(Permission.READ_COMPANY)
def list_numbers(company: str, query_data: PageQuery) -> Any:
    ctx = context()
    page = queries.list_numbers(ctx, company, **asked(query_data))
    return shown_page(page, company_customised(ctx, company))


@api.post("")
@idempotent
@takes(NewNumber)
@api.output(NumberChanged, status_code=201)
@api.doc(operation_id="addNumber", summary="Add a number")
@allow(Permission.CHANGE_COMPANY)
def add_number(company: str, data: Any) -> Any:
    ctx = context()
    return shown_change(*service.add_number(ctx, company, data), company_customised(ctx, company))


@api.get("/<number>")
@api.output(NumberOut)
@api.doc(operation_id="getNumber", summary="One number")
@allow(Permission.READ_COMPANY)
def get_number(company: str, number: str) -> Any:
    ctx = context()
    return shown(queries.get_number(ctx, company, number).document(), company_customised(ctx, company))


@api.patch("/<number>")
@takes(NumberChange)
@api.output(NumberChanged)
@api.doc(operation_id="changeNumber", summary="Change a number")
@allow(Permission.CHANGE_COMPANY)
def change_number(company: str, number: str, data: Any) -> Any:
    ctx = context()
    return shown_change(*service.change_number(ctx, company, number, data), company_customised(ctx, company))


@api.delete("/<number>")
@api.input(RemovalQuery, location="query")
@api.output(Removed)
@api.doc(operation_id="removeNumber", summary="Remove a number")
@allow(Permission.CHANGE_COMPANY)
def remove_number(company: str, number: str, query_data: RemovalQuery) -> Any:
    return {"change": change_out(service.remove_number(context(), company, number, detach_users=query_data.detach))}
