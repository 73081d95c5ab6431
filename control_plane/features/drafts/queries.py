"""Reading drafts, and what each would make of the company as it is now."""

from collections.abc import Sequence

from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.features.changesets.merging import Edit, merge_edits
from control_plane.features.changesets.plan import Plan, present
from control_plane.features.companies.queries import get_company
from control_plane.features.drafts.models import Draft, DraftObject
from tenants.model import Company, Kind, TelephonyObject, parse_object
from tenants.model.references import Key


def list_drafts(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[Draft]:
    """By id, which is by age."""
    return read_page(
        ctx.session, select(Draft).where(Draft.company_id == company_id), [Draft.id], limit=limit, cursor=cursor
    )


def get_draft(ctx: Context, company_id: str, draft_id: str, *, locked: bool = False) -> Draft:
    """Raises NotFound."""
    mine = select(Draft).where(Draft.company_id == company_id, Draft.id == draft_id)
    if locked:
        mine = mine.with_for_update().execution_options(populate_existing=True)
    draft = ctx.session.scalar(mine)
    if draft is None:
        raise NotFound("There is no such draft (any longer); reload the list.")
    return draft


def objects_of(ctx: Context, draft: Draft) -> Sequence[DraftObject]:
    """By kind and id."""
    mine = select(DraftObject).where(DraftObject.company_id == draft.company_id, DraftObject.draft_id == draft.id)
    return ctx.session.scalars(mine.order_by(DraftObject.kind, DraftObject.id)).all()


def counts(ctx: Context, company_id: str, drafts: Sequence[Draft]) -> dict[str, int]:
    """By draft: how many objects it is about."""
    mine = select(DraftObject.draft_id, func.count()).where(DraftObject.company_id == company_id)
    mine = mine.where(DraftObject.draft_id.in_([draft.id for draft in drafts])).group_by(DraftObject.draft_id)
    return {row[0]: row[1] for row in ctx.session.execute(mine)}


def plan_of(ctx: Context, draft: Draft) -> Plan:
    """What publishing it now would do: rebased on what others have changed since."""
    rows = objects_of(ctx, draft)
    now = present(ctx, get_company(ctx, draft.company_id))
    since = min((row.base_version for row in rows), default=now.version)
    return Plan(now, merge_edits(now, map(edit_of, rows)), since)


def draft_company(ctx: Context, company_id: str, draft_id: str) -> Company:
    """The company as it would be; what stands in the way is left out. Raises NotFound."""
    return plan_of(ctx, get_draft(ctx, company_id, draft_id)).wanted()


def edit_of(row: DraftObject) -> Edit:
    kind = Kind(row.kind)
    return Edit((kind, row.id), read(kind, row.base), read(kind, row.data))


def key_of(row: DraftObject) -> Key:
    return (Kind(row.kind), row.id)


def wanted_of(row: DraftObject) -> TelephonyObject | None:
    """None: that there is none."""
    return read(Kind(row.kind), row.data)


def read(kind: Kind, data: object) -> TelephonyObject | None:
    """An object as drafts store it; None for none."""
    return parse_object(kind, data) if data is not None else None
