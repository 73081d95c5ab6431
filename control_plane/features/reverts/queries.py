"""What an undone change or an old version makes of a company as it is now."""

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.problems import Conflict
from control_plane.features.changesets.merging import Edit, merge_edits
from control_plane.features.changesets.plan import Plan, present
from control_plane.features.companies.models import Company as Row
from control_plane.features.comparisons.service import NOTHING, version_before
from control_plane.features.versions.models import Version
from control_plane.features.versions.past import company_at
from tenants.model import Company, Kind, Phone, TelephonyObject, parse_object
from tenants.model.references import Key


class FirstChange(Conflict):
    code, title = "first-change", "The first change cannot be undone"


def plan_undo(ctx: Context, row: Row, number: int) -> Plan:
    """As if version `number` had never been, with all that came after it. Raises NotFound, FirstChange."""
    now, then = present(ctx, row), company_at(ctx.session, row, number)
    earlier = version_before(ctx, row.id, number)
    if earlier == NOTHING:
        raise FirstChange("With this change the company began; what was before it is no company.")
    before = company_at(ctx.session, row, earlier).objects
    version = ctx.session.get_one(Version, (row.id, number))
    touched = [(Kind(each["kind"]), each["data"]["id"]) for each in version.puts]
    touched += [(Kind(each["kind"]), each["id"]) for each in version.removes]
    edits = [_edit(ctx, row.id, now, key, then.objects.get(key), before.get(key)) for key in touched]
    return Plan(now, merge_edits(now, edits), number)


def plan_restore(ctx: Context, row: Row, number: int) -> Plan:
    """Everything as in version `number`. Raises NotFound."""
    now, then = present(ctx, row), company_at(ctx.session, row, number)
    keys = sorted({*now.objects, *then.objects})
    differing = [key for key in keys if now.objects.get(key) != then.objects.get(key)]
    edits = [_edit(ctx, row.id, now, key, now.objects.get(key), then.objects.get(key)) for key in differing]
    return Plan(now, merge_edits(now, edits), row.version)


def _edit(
    ctx: Context,
    company_id: str,
    now: Company,
    key: Key,
    base: TelephonyObject | None,
    wanted: TelephonyObject | None,
) -> Edit:
    if isinstance(wanted, Phone) and key not in now.objects:
        wanted = _with_last_password(ctx, company_id, wanted)
    return Edit(key, base, wanted)


def _with_last_password(ctx: Context, company_id: str, phone: Phone) -> Phone:
    """A phone that was removed comes back with the password that it had last, not with one that was renewed since."""
    puts = [{"kind": Kind.PHONE.value, "data": {"id": phone.id}}]
    made = select(Version.puts).where(Version.company_id == company_id, Version.puts.contains(puts))
    newest = ctx.session.scalar(made.order_by(Version.number.desc()).limit(1)) or []
    for each in newest:
        if each["kind"] == Kind.PHONE and each["data"]["id"] == phone.id:
            last = parse_object(Kind.PHONE, each["data"])
            assert isinstance(last, Phone)
            return phone.model_copy(update={"digest": last.digest, "legacy_digest": last.legacy_digest})
    return phone
