"""Reading reports of deletions: an operator's all, a reseller's own."""

from sqlalchemy import Select, select

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.core.roles import Role
from control_plane.features.deletions.models import Deletion

NEWEST = 50


def list_deletions(ctx: Context, *, limit: int = 50, cursor: str | None = None) -> Page[Deletion]:
    return read_page(ctx.session, _visible(ctx), [Deletion.id], limit=limit, cursor=cursor)


def newest_deletions(ctx: Context) -> list[Deletion]:
    return list(ctx.session.scalars(_visible(ctx).order_by(Deletion.id.desc()).limit(NEWEST)))


def get_deletion(ctx: Context, identifier: str) -> Deletion:
    """Raises NotFound."""
    found = ctx.session.scalar(_visible(ctx).where(Deletion.id == identifier))
    if found is None:
        raise NotFound("There is no such report of a deletion.")
    return found


def _visible(ctx: Context) -> Select[Deletion]:
    statement = select(Deletion)
    if ctx.actor.role is Role.OPERATOR:
        return statement
    return statement.where(Deletion.reseller_id.is_not(None), Deletion.reseller_id == ctx.actor.reseller_id)
