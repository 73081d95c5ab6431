"""Reading companies, always within what the actor may see."""

from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import Select, select

from control_plane.core.context import Actor, Context
from control_plane.core.listing import Filter, Listing, equal, part_of
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.companies.models import Company

COMPANIES: Final = Listing(
    {
        "id": (Company.id,),
        "name": (Company.name, Company.id),
        "created_at": (Company.created_at, Company.id),
    },
    filters={
        "country": Filter(Annotated[str | None, Field(max_length=2, description="ISO 3166")], equal(Company.country))
    },
    search=(part_of(Company.name), part_of(Company.id)),
    searched="Part of name or id",
)


def _visible(actor: Actor) -> Select[Company]:
    statement = select(Company)
    return statement if actor.companies is None else statement.where(Company.id.in_(actor.companies))


def get_company(ctx: Context, company_id: str) -> Company:
    """Raises NotFound."""
    company = ctx.session.scalar(_visible(ctx.actor).where(Company.id == company_id))
    if company is None:
        raise NotFound(f"There is no company {company_id!r} that you may see.")
    return company


def list_companies(ctx: Context, **asked: Any) -> Page[Company]:
    """As `COMPANIES` says, by id. Raises Invalid for a bad cursor."""
    return COMPANIES.read(ctx.session, _visible(ctx.actor), **asked)
