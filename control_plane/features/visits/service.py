"""Support's visits: begun with a reason, told to the company, over by themselves. To look; to change, if let."""

from datetime import timedelta

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Conflict
from control_plane.features.companies.queries import get_company
from control_plane.features.versions.service import record_audit
from control_plane.features.visits.models import SupportVisit
from control_plane.features.visits.queries import get_own_visit, get_visit, running_visits
from control_plane.features.visits.schemas import NewVisit


class AlreadyThere(Conflict):
    code, title = "already-visiting", "Your visit is not over yet"


class VisitOver(Conflict):
    code, title = "visit-over", "The visit is over"


def begin_visit(ctx: Context, company_id: str, wish: NewVisit) -> SupportVisit:
    """Raises NotFound, AlreadyThere."""
    company = get_company(ctx, company_id)
    for visit in running_visits(ctx, company_id):
        if visit.user_id == ctx.actor.user_id:
            raise AlreadyThere(f"Your visit lasts until {visit.ends_at:%H:%M} UTC; end it before you begin another.")
    moment = ctx.clock()
    visit = SupportVisit(
        company_id=company.id,
        id=new_id(),
        user_id=ctx.actor.user_id,
        visitor=ctx.actor.name,
        reason=wish.reason,
        may_change=False,
        began_at=moment,
        ends_at=moment + timedelta(minutes=wish.minutes),
        ended_by="",
    )
    ctx.session.add(visit)
    record_audit(ctx, company_id, f"Support's visit begins, for {wish.minutes} minutes: {wish.reason}")
    ctx.session.flush()
    return visit


def let_change(ctx: Context, company_id: str, visit_id: str) -> SupportVisit:
    """From now until its end the visitor may also change the company. Raises NotFound, VisitOver."""
    visit = get_visit(ctx, company_id, visit_id)
    _refuse_over(ctx, visit)
    visit.may_change = True
    record_audit(ctx, company_id, f"{visit.visitor} of support may change something until {visit.ends_at:%H:%M} UTC")
    return visit


def end_visit(ctx: Context, company_id: str, visit_id: str) -> SupportVisit:
    """By the company. Raises NotFound, VisitOver."""
    return _end(ctx, get_visit(ctx, company_id, visit_id))


def leave(ctx: Context, visit_id: str) -> SupportVisit:
    """By the visitor. Raises NotFound, VisitOver."""
    return _end(ctx, get_own_visit(ctx, visit_id))


def _end(ctx: Context, visit: SupportVisit) -> SupportVisit:
    _refuse_over(ctx, visit)
    visit.ends_at, visit.ended_by = ctx.clock(), ctx.actor.name
    record_audit(ctx, visit.company_id, f"Support's visit of {visit.visitor} ended")
    return visit


def _refuse_over(ctx: Context, visit: SupportVisit) -> None:
    if visit.ends_at <= ctx.clock():
        raise VisitOver(f"This visit was over at {visit.ends_at:%H:%M} UTC; a new one has to be begun.")
