"""Use cases around drafts: nothing of a company changes until one is published, and then all of it in one version."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import delete, text

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import FieldFault, Invalid
from control_plane.features.changesets.plan import Looked, carry_out, look
from control_plane.features.changesets.telling import refuse_obstacles
from control_plane.features.companies.queries import get_company
from control_plane.features.drafts.contents import opened
from control_plane.features.drafts.models import Draft, DraftObject, DraftState
from control_plane.features.drafts.queries import get_draft, key_of, objects_of, plan_of
from control_plane.features.versions.service import Change, lock_company, record_audit

CHANNEL: Final = "carillon_drafts"
FARTHEST: Final = timedelta(days=5 * 366)


def new_draft(ctx: Context, company_id: str, name: str, reason: str = "") -> Draft:
    """An empty one. Raises NotFound."""
    company = get_company(ctx, company_id)
    moment = ctx.clock()
    draft = Draft(
        company_id=company.id,
        id=new_id(),
        name=name,
        reason=reason,
        state=DraftState.OPEN,
        author=ctx.actor.name,
        author_id=ctx.actor.user_id,
        created_at=moment,
        changed_at=moment,
        publish_at=None,
        version=None,
    )
    ctx.session.add(draft)
    ctx.session.flush()
    record_audit(ctx, company_id, f"Draft “{name}” added")
    return draft


def change_draft(ctx: Context, company_id: str, draft_id: str, wish: Mapping[str, str | None]) -> Draft:
    """Its `name` and `reason`. Raises NotFound, NotOpen."""
    draft = opened(ctx, company_id, draft_id)
    draft.name = wish.get("name") or draft.name
    reason = wish.get("reason")
    draft.reason = draft.reason if reason is None else reason
    draft.changed_at = ctx.clock()
    return draft


def discard(ctx: Context, company_id: str, draft_id: str) -> None:
    """Nothing of it is kept but that it was there. Raises NotFound."""
    draft = get_draft(ctx, company_id, draft_id, locked=True)
    words = f"Draft “{draft.name}” removed"
    ctx.session.delete(draft)
    ctx.session.flush()
    record_audit(ctx, company_id, words)


def look_into(ctx: Context, company_id: str, draft_id: str) -> Looked:
    """What publishing it now would do. Raises NotFound."""
    return look(ctx, plan_of(ctx, get_draft(ctx, company_id, draft_id)))


def publish(ctx: Context, company_id: str, draft_id: str) -> Change:
    """All of it as one version, or nothing. Why: `ctx.reason`, else the draft's own reason.

    Raises NotFound, NotOpen, ChangedSince, NothingChanged, Invalid: for warnings without a reason, too.
    """
    company = lock_company(ctx, company_id)
    draft = opened(ctx, company_id, draft_id)
    ctx = reasoned(ctx, draft)
    looked = look(ctx, plan_of(ctx, draft))
    _refuse(ctx, looked)
    boxes = {key_of(row): row.secret_box for row in objects_of(ctx, draft) if row.secret_box is not None}
    change = carry_out(ctx, company, looked, f"Draft “{draft.name}” published", boxes)
    draft.state, draft.version, draft.problem, draft.publish_at = DraftState.PUBLISHED, change.version, "", None
    draft.reason, draft.changed_at = ctx.reason, ctx.clock()
    mine = (DraftObject.company_id == company_id, DraftObject.draft_id == draft_id)
    ctx.session.execute(delete(DraftObject).where(*mine))
    return change


def schedule(ctx: Context, company_id: str, draft_id: str, at: datetime) -> Draft:
    """Have it published at a time; without an offset, by the company's clock. It may be changed until then.

    What would refuse it now refuses this, too. Raises as `publish`.
    """
    draft = opened(ctx, company_id, draft_id)
    zone = ZoneInfo(get_company(ctx, company_id).time_zone)
    moment = at if at.tzinfo is not None else at.replace(tzinfo=zone)
    if not ctx.clock() < moment < ctx.clock() + FARTHEST:
        raise Invalid.one("at", "not-ahead", "must be a time that is still to come, within five years")
    told = reasoned(ctx, draft)
    _refuse(told, look(told, plan_of(ctx, draft)))
    draft.state, draft.publish_at, draft.problem = DraftState.SCHEDULED, moment, ""
    draft.scheduled_by, draft.reason, draft.changed_at = ctx.actor.user_id, told.reason, ctx.clock()
    record_audit(ctx, company_id, f"Draft “{draft.name}” to be published at {moment.isoformat()}")
    ctx.session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
    return draft


def unschedule(ctx: Context, company_id: str, draft_id: str) -> Draft:
    """Let it wait for somebody to publish it. Raises NotFound, NotOpen."""
    draft = opened(ctx, company_id, draft_id)
    if draft.state is DraftState.SCHEDULED:
        draft.state, draft.publish_at, draft.changed_at = DraftState.OPEN, None, ctx.clock()
        record_audit(ctx, company_id, f"Draft “{draft.name}” not to be published by itself")
    return draft


def fail(ctx: Context, draft: Draft, problem: str) -> None:
    """It could not be published at its time; it is open again, and says why. `draft` is locked."""
    draft.state, draft.problem, draft.publish_at, draft.changed_at = DraftState.FAILED, problem, None, ctx.clock()
    record_audit(ctx, draft.company_id, f"Draft “{draft.name}” not published: {problem}")


def _refuse(ctx: Context, looked: Looked) -> None:
    refuse_obstacles(ctx, looked.plan.now, looked.plan.merged.obstacles, looked.plan.since)
    if looked.faults:
        raise Invalid(looked.faults[0].message, looked.faults)
    if looked.warnings and not ctx.reason:
        words = "There is something to look at; say why it is to be published all the same."
        faults = (FieldFault(each.object, each.code, each.text) for each in looked.warnings)
        raise Invalid(words, (FieldFault("reason", "needed-for-warnings", words), *faults))


def reasoned(ctx: Context, draft: Draft) -> Context:
    """With the draft's own reason where none was given."""
    return ctx if ctx.reason else Context(ctx.session, ctx.actor, ctx.settings, ctx.clock, draft.reason)
