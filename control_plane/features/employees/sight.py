"""What of a company somebody sees who does not see all of it: what concerns them, and what they supervise."""

from dataclasses import dataclass

from control_plane.core.context import Context
from control_plane.core.roles import Role
from control_plane.features.employees.models import Employee
from tenants.model import Destination


@dataclass(frozen=True)
class Sight:
    """Nothing of it: the login is bound to no employee."""

    employees: tuple[str, ...] = ()
    supervises: tuple[Destination, ...] = ()
    """Teams and waiting lines."""


def sight_of(ctx: Context, company_id: str) -> Sight | None:
    """None: the whole company."""
    if not ctx.actor.narrowed:
        return None
    bound = ctx.actor.employees.get(company_id)
    row = ctx.session.get(Employee, (company_id, bound)) if bound is not None else None
    if row is None:
        return Sight()
    supervises = row.document().supervises if ctx.actor.role is Role.SUPERVISOR else ()
    return Sight((row.id,), supervises)
