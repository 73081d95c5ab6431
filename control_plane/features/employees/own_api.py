"""Oneself as an employee over the API."""

from typing import Any

from apiflask import APIBlueprint

from control_plane.core.bodies import takes
from control_plane.core.policy import allow
from control_plane.core.roles import Permission
from control_plane.features.access.identify import context
from control_plane.features.customisations.queries import company_customised
from control_plane.features.employees.own import OwnSwitches, own_employee, switch_own
from control_plane.features.employees.schemas import EmployeeChanged, EmployeeOut
from control_plane.features.objects.schemas import shown, shown_change

api = APIBlueprint("own_api", __name__, url_prefix="/api/v1/companies/<company>/me", tag="Own employee")


@api.get("")
@api.output(EmployeeOut)
@api.doc(operation_id="getOwnEmployee", summary="The employee that you are in this company")
@allow(Permission.OWN_EMPLOYEE)
def get_own(company: str) -> Any:
    ctx = context()
    return shown(own_employee(ctx, company), company_customised(ctx, company))


@api.patch("")
@takes(OwnSwitches)
@api.output(EmployeeChanged)
@api.doc(operation_id="switchOwn", summary="Switch your do-not-disturb, presence and forwards")
@allow(Permission.OWN_SWITCHES)
def switch(company: str, data: Any) -> Any:
    ctx = context()
    return shown_change(*switch_own(ctx, company, data), company_customised(ctx, company))
