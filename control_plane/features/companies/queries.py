"""Reading companies, always within what the actor may see."""

from sqlalchemy import Select, or_, select

from control_plane.core.context import Actor, Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.features.companies.models import Company


def _visible(actor: Actor) -> Select[Company]:
    statement = select(Company)
    return statement if actor.companies is None else statement.where(Company.id.in_(actor.companies))


def get_company(ctx: Context, company_id: str) -> Company:
    """Raises NotFound."""
    company = ctx.session.scalar(_visible(ctx.actor).where(Company.id == company_id))
    if company is None:
        raise NotFound(f"There is no company {company_id!r} that you may see.")
    return company


def list_companies(ctx: Context, *, limit: int = 50, cursor: str | None = None, search: str = "") -> Page[Company]:
    """By id; `search` is looked for in name and id."""
    statement = _visible(ctx.actor)
    if search:
        statement = statement.where(
            or_(Company.name.icontains(search, autoescape=True), Company.id.icontains(search, autoescape=True))
        )
    return read_page(ctx.session, statement, [Company.id], limit=limit, cursor=cursor)
