"""What a draft wants of which object: put, changed, removed, taken out again."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.core.problems import Conflict, Invalid, NotFound
from control_plane.features.changesets.plan import present
from control_plane.features.companies.queries import get_company
from control_plane.features.drafts.editing import Edited, edited
from control_plane.features.drafts.models import Draft, DraftObject, DraftState
from control_plane.features.drafts.queries import get_draft, key_of, objects_of, plan_of, wanted_of
from control_plane.features.lines.passwords import locked_password
from control_plane.features.versions.checks import without_password
from control_plane.features.versions.past import company_at
from tenants.model import Company, Employee, Kind, Line, TelephonyObject
from tenants.model.objects import kind_of
from tenants.model.references import Key

MOST: Final = 20_000
"""Objects of one draft."""


class NotOpen(Conflict):
    code, title = "draft-published", "The draft was published"


class ObjectChanged(Conflict):
    code, title = "changed-meanwhile", "Somebody else has changed this object in the draft"


def add_to_draft(
    ctx: Context,
    company_id: str,
    draft_id: str,
    puts: Iterable[TelephonyObject] = (),
    removes: Iterable[Key] = (),
    *,
    boxes: Mapping[Key, bytes] | None = None,
) -> int:
    """Whole objects at once, as an import makes them; returns how many. What the draft wanted of them before is gone.

    The password that a line carries is locked; `boxes` are those of new phones (`credentials_for`). Nothing is looked
    at here, so that a draft may be prepared with mistakes in it. Raises NotFound, NotOpen, Invalid for too many.
    """
    draft = opened(ctx, company_id, draft_id)
    wanted: dict[Key, TelephonyObject | None] = {(kind_of(item), item.id): item for item in puts}
    wanted |= dict.fromkeys(removes)
    _refuse_too_many(ctx, draft, wanted)
    known = {key_of(row): row for row in objects_of(ctx, draft)}
    now = present(ctx, get_company(ctx, company_id))
    for key, item in wanted.items():
        row = known.get(key) or _first(ctx, draft, key, now)
        box = (boxes or {}).get(key)
        if isinstance(item, Line):
            box = box or locked_password(company_id, item, ctx.settings)
        _fill(ctx, row, Edited(without_password(item), box) if item is not None else None)
    draft.changed_at = ctx.clock()
    ctx.session.flush()
    return len(wanted)


def edit_object(
    ctx: Context,
    company_id: str,
    draft_id: str,
    key: Key,
    data: Any,
    *,
    whole: bool,
    revision: int | None = None,
    based_on: int | None = None,
) -> tuple[DraftObject | None, Edited]:
    """Want `data` of an object. None: it is as the company has it, so the draft wants nothing of it any more.

    `revision`: the one that the sender has seen (0: none). `based_on`: the version of the company that the sender has
    seen, when that is newer than what the draft is based on: it settles a conflict. Raises NotFound, NotOpen,
    ObjectChanged, Invalid.
    """
    draft = opened(ctx, company_id, draft_id)
    _refuse_too_many(ctx, draft, {key: None})
    company = plan_of(ctx, draft).wanted()
    row = _row(ctx, draft, key)
    before = wanted_of(row) if row is not None and row.data is not None else company.objects.get(key)
    new = edited(ctx, company, key, before, data, whole=whole)
    return _note(ctx, draft, key, new, revision=revision, based_on=based_on), new


def remove_object(
    ctx: Context, company_id: str, draft_id: str, key: Key, *, revision: int | None = None
) -> DraftObject | None:
    """Want an object gone; a person's phones go along. None: there is none anyway. Raises as `edit_object`."""
    draft = opened(ctx, company_id, draft_id)
    company = plan_of(ctx, draft).wanted()
    if key[0] is Kind.PROFILE:
        raise Invalid.one("kind", "needed", "A company needs its profile.")
    item = company.objects.get(key)
    if item is None and _row(ctx, draft, key) is None:
        raise NotFound("This does not exist (any longer); reload the list.")
    if isinstance(item, Employee):
        for phone in company.phones_by_employee.get(item.id, ()):
            _note(ctx, draft, (Kind.PHONE, phone.id), None)
    return _note(ctx, draft, key, None, revision=revision)


def take_out(ctx: Context, company_id: str, draft_id: str, key: Key) -> None:
    """Want nothing of an object any more. Raises NotFound, NotOpen."""
    draft = opened(ctx, company_id, draft_id)
    row = _row(ctx, draft, key)
    if row is None:
        raise NotFound("The draft wants nothing of this; reload it.")
    ctx.session.delete(row)
    draft.changed_at = ctx.clock()


def opened(ctx: Context, company_id: str, draft_id: str) -> Draft:
    """Locked: of two who work on a draft at once one waits. Raises NotFound, NotOpen."""
    draft = get_draft(ctx, company_id, draft_id, locked=True)
    if draft.state is DraftState.PUBLISHED:
        raise NotOpen(f"The draft became version {draft.version}; make a new one.")
    return draft


def _note(
    ctx: Context,
    draft: Draft,
    key: Key,
    new: Edited | None,
    *,
    revision: int | None = None,
    based_on: int | None = None,
) -> DraftObject | None:
    row = _row(ctx, draft, key)
    if revision is not None and revision != (row.revision if row is not None else 0):
        who = f"{row.author} has changed this in the draft" if row is not None else "This was taken out of the draft"
        raise ObjectChanged(f"{who} meanwhile; reload it.")
    draft.changed_at = ctx.clock()
    company = get_company(ctx, draft.company_id)
    seen = company_at(ctx.session, company, company.version if based_on is None else based_on)
    if row is None:
        row = _first(ctx, draft, key, seen)
    elif based_on is not None:
        _base_on(row, key, seen)
    _fill(ctx, row, new)
    if row.data == row.base and row.secret_box is None:
        ctx.session.expunge(row) if row in ctx.session.new else ctx.session.delete(row)
        ctx.session.flush()
        return None
    ctx.session.flush()
    return row


def _first(ctx: Context, draft: Draft, key: Key, seen: Company) -> DraftObject:
    row = DraftObject(company_id=draft.company_id, draft_id=draft.id, kind=key[0].value, id=key[1], revision=0)
    _base_on(row, key, seen)
    ctx.session.add(row)
    return row


def _base_on(row: DraftObject, key: Key, seen: Company) -> None:
    item = seen.objects.get(key)
    row.base, row.base_version = (item.plain() if item is not None else None), seen.version


def _fill(ctx: Context, row: DraftObject, new: Edited | None) -> None:
    row.data = new.item.plain() if new is not None else None
    row.secret_box = (new.box or row.secret_box) if new is not None else None
    row.revision, row.author, row.at = row.revision + 1, ctx.actor.name, ctx.clock()


def _row(ctx: Context, draft: Draft, key: Key) -> DraftObject | None:
    return ctx.session.get(DraftObject, (draft.company_id, draft.id, key[0].value, key[1]))


def _refuse_too_many(ctx: Context, draft: Draft, more: Mapping[Key, object]) -> None:
    mine = (DraftObject.company_id == draft.company_id, DraftObject.draft_id == draft.id)
    count = ctx.session.scalar(select(func.count()).select_from(DraftObject).where(*mine)) or 0
    if count + len(more) > MOST:
        raise Invalid(f"A draft has room for {MOST} objects; publish this one first, or make another one.")
