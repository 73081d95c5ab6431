"""Reading objects that have no table of their own, and who has which short number."""

from typing import Any, Final

from sqlalchemy import false, or_, select

from control_plane.core.context import Context
from control_plane.core.listing import Listing, part_of
from control_plane.core.paging import Page
from control_plane.features.employees.sight import sight_of
from control_plane.features.objects.models import CompanyObject, ShortNumber
from tenants.model import Kind

OBJECTS: Final = Listing(
    {"name": (CompanyObject.name, CompanyObject.id), "created_at": (CompanyObject.created_at, CompanyObject.id)},
    search=(part_of(CompanyObject.name),),
    searched="Part of the name",
)


def list_objects(ctx: Context, company_id: str, kind: Kind, **asked: Any) -> Page[CompanyObject]:
    """As `OBJECTS` says, by name. Raises Invalid for a bad cursor."""
    wanted = (CompanyObject.company_id == company_id, CompanyObject.kind == kind.value)
    return OBJECTS.read(ctx.session, select(CompanyObject).where(*wanted), **asked)


def free_number(ctx: Context, company_id: str, first: int = 101) -> str:
    """The lowest free three-digit number from `first` on, for a form's suggestion; empty when there is none."""
    taken = set(ctx.session.scalars(select(ShortNumber.number).where(ShortNumber.company_id == company_id)))
    return next((str(number) for number in range(first, 1000) if str(number) not in taken), "")


def mailboxes_in_sight(ctx: Context, company_id: str) -> list[str] | None:
    """Whose messages the actor may hear; None: all of the company."""
    sight = sight_of(ctx, company_id)
    if sight is None:
        return None
    mine = (CompanyObject.company_id == company_id, CompanyObject.kind == Kind.MAILBOX.value)
    own = or_(false(), *(CompanyObject.data["owners"].contains([each]) for each in sight.employees))
    return list(ctx.session.scalars(select(CompanyObject.id).where(*mine, own)))
