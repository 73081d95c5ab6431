"""What people may see and switch of themselves: the employee to whom their login is bound."""

from typing import Any, Final

from pydantic import create_model

from control_plane.core.context import Context
from control_plane.core.problems import NotFound
from control_plane.core.wishes import Wish
from control_plane.features.employees.queries import get_employee
from control_plane.features.employees.schemas import EmployeeChange
from control_plane.features.objects.service import change_object
from control_plane.features.objects.wishes import changed_object
from control_plane.features.versions.service import Change
from tenants.model import Employee

SWITCHES: Final = (
    "do_not_disturb",
    "presence",
    "forward_always",
    "forward_busy",
    "forward_no_answer",
    "forward_unreachable",
    "call_waiting",
)
"""What people may also switch by phone, and that a second call rings."""


def _switches() -> type[Wish]:
    fields: dict[str, Any] = {
        name: (info.annotation, info) for name, info in EmployeeChange.model_fields.items() if name in SWITCHES
    }
    return create_model("OwnSwitches", __base__=Wish, __doc__="Fields that are left out stay as they are.", **fields)


OwnSwitches = _switches()


def own_employee(ctx: Context, company_id: str) -> Employee:
    """Raises NotFound when the login is bound to nobody."""
    bound = ctx.actor.employees.get(company_id)
    if bound is None:
        raise NotFound("Your login is bound to no employee; ask whoever manages access to your company for it.")
    return get_employee(ctx, company_id, bound).document()


def switch_own(ctx: Context, company_id: str, data: Any) -> tuple[Employee, Change]:
    """The fields of OwnSwitches. Raises NotFound, Invalid, NothingChanged."""
    bound = own_employee(ctx, company_id).id
    return change_object(ctx, company_id, Employee, bound, changed_object(OwnSwitches, data))
