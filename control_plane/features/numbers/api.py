"""Public numbers over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.answers import change_out, changed, page_out
from control_plane.core.idempotency import idempotent
from control_plane.core.paging import PageQuery
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.numbers import queries, service
from control_plane.features.numbers.schemas import (
    NewNumber,
    NumberChange,
    NumberChanged,
    NumberOut,
    NumberPage,
)
from control_plane.features.versions.schemas import Removed

api = APIBlueprint("numbers_api", __name__, url_prefix="/api/v1/companies/<company>/numbers", tag="Numbers")


@api.get("")
@api.input(PageQuery, location="query")
@api.output(NumberPage)
@api.doc(operation_id="listNumbers", summary="Public numbers")
@allow(Permission.READ_COMPANY)
def list_numbers(company: str, query_data: PageQuery) -> Any:
    return page_out(queries.list_numbers(context(), company, limit=query_data.limit, cursor=query_data.cursor))


@api.post("")
@idempotent
@api.input(NewNumber)
@api.output(NumberChanged, status_code=201)
@api.doc(operation_id="addNumber", summary="Add a number")
@allow(Permission.CHANGE_COMPANY)
def add_number(company: str, json_data: NewNumber) -> Any:
    return changed(*service.add_number(context(), company, json_data), NumberOut)


@api.get("/<number>")
@api.output(NumberOut)
@api.doc(operation_id="getNumber", summary="One number")
@allow(Permission.READ_COMPANY)
def get_number(company: str, number: str) -> Any:
    return queries.get_number(context(), company, number)


@api.patch("/<number>")
@api.input(NumberChange)
@api.output(NumberChanged)
@api.doc(operation_id="changeNumber", summary="Change a number")
@allow(Permission.CHANGE_COMPANY)
def change_number(company: str, number: str, json_data: NumberChange) -> Any:
    return changed(*service.change_number(context(), company, number, json_data), NumberOut)


@api.delete("/<number>")
@api.output(Removed)
@api.doc(operation_id="removeNumber", summary="Remove a number")
@allow(Permission.CHANGE_COMPANY)
def remove_number(company: str, number: str) -> Any:
    return {"change": change_out(service.remove_number(context(), company, number))}
