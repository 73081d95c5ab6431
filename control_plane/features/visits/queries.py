"""Reading support's visits."""

from sqlalchemy import ColumnElement, select, tuple_

from control_plane.core.context import Context
from control_plane.core.paging import Page, encode_cursor, moment_cursor
from control_plane.core.problems import NotFound
from control_plane.features.visits.models import SupportVisit


def list_visits(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[SupportVisit]:
    """Newest first. Raises Invalid for a cursor that is not ours."""
    return _page(ctx, SupportVisit.company_id == company_id, limit, cursor)


def list_own_visits(ctx: Context, *, limit: int = 50, cursor: str | None = None) -> Page[SupportVisit]:
    """The actor's, newest first. Raises Invalid for a cursor that is not ours."""
    return _page(ctx, SupportVisit.user_id == ctx.actor.user_id, limit, cursor)


def running_visits(ctx: Context, company_id: str) -> list[SupportVisit]:
    """Of everybody who visits the company now."""
    now = (SupportVisit.company_id == company_id, SupportVisit.ends_at > ctx.clock())
    return list(ctx.session.scalars(select(SupportVisit).where(*now).order_by(SupportVisit.began_at)))


def get_visit(ctx: Context, company_id: str, visit_id: str) -> SupportVisit:
    """Raises NotFound."""
    visit = ctx.session.get(SupportVisit, (company_id, visit_id), with_for_update=True)
    if visit is None:
        raise NotFound("There is no such visit; reload the list.")
    return visit


def get_own_visit(ctx: Context, visit_id: str) -> SupportVisit:
    """Raises NotFound, also for somebody else's."""
    mine = (SupportVisit.user_id == ctx.actor.user_id, SupportVisit.id == visit_id)
    visit = ctx.session.scalar(select(SupportVisit).where(*mine).with_for_update())
    if visit is None:
        raise NotFound("There is no such visit of yours; reload the list.")
    return visit


def _page(ctx: Context, whose: ColumnElement[bool], limit: int, cursor: str | None) -> Page[SupportVisit]:
    statement = select(SupportVisit).where(whose)
    if (after := moment_cursor(cursor)) is not None:
        statement = statement.where(tuple_(SupportVisit.began_at, SupportVisit.id) < after)
    order = (SupportVisit.began_at.desc(), SupportVisit.id.desc())
    rows = list(ctx.session.scalars(statement.order_by(*order).limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], encode_cursor(last.began_at.isoformat(), last.id) if last is not None else None)
