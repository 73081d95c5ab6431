"""Where somebody has a login: a company, a reseller, or the platform itself."""

from dataclasses import dataclass
from typing import Final

from control_plane.core.context import Context
from control_plane.core.policy import no_reseller
from control_plane.core.roles import HOUSES, House, Role
from control_plane.features.access.models import Reseller
from control_plane.features.companies.queries import get_company

CHIEFS: Final = {House.PLATFORM: Role.OPERATOR, House.RESELLER: Role.RESELLER, House.COMPANY: Role.OWNER}
"""Of each place at least one stays."""


@dataclass(frozen=True)
class Place:
    """`id` is the company's or the reseller's; empty for the platform."""

    house: House
    id: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, house in HOUSES.items() if house is self.house)


PLATFORM: Final = Place(House.PLATFORM)


def company_place(ctx: Context, company_id: str) -> Place:
    """Raises NotFound."""
    return Place(House.COMPANY, get_company(ctx, company_id).id)


def reseller_place(ctx: Context, reseller_id: str) -> Place:
    """Raises NotFound, also for somebody else's reseller."""
    if not ctx.actor.may_see_reseller(reseller_id) or ctx.session.get(Reseller, reseller_id) is None:
        raise no_reseller(reseller_id)
    return Place(House.RESELLER, reseller_id)
