"""What stands in the way of a change, in the reader's language: the object, the fields, who was there before."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import or_, select

from control_plane.core.context import Context
from control_plane.core.problems import Conflict, FieldFault
from control_plane.features.changesets.merging import Obstacle, Why
from control_plane.features.comparisons.labels import label_of
from control_plane.features.objects.forms.choices import label
from control_plane.features.versions.models import Version
from control_plane.web.words import gettext
from tenants.model import Company
from tenants.model.references import Key

SHOWN: Final = 20


class ChangedSince(Conflict):
    code, title = "changed-since", "Somebody has changed this meanwhile"


def refuse_obstacles(ctx: Context, now: Company, obstacles: Iterable[Obstacle], since: int) -> None:
    """Raises ChangedSince, which names each object and field, and who changed it after version `since`."""
    faults = faults_of(ctx, now, obstacles, since)
    if faults:
        more = gettext(" And %(count)s more.", count=len(faults) - 1) if len(faults) > 1 else ""
        raise ChangedSince(faults[0].message + more, faults[:SHOWN])


def faults_of(ctx: Context, now: Company, obstacles: Iterable[Obstacle], since: int) -> tuple[FieldFault, ...]:
    """One for each field, or for the whole object."""
    return tuple(
        FieldFault(
            f"{each.key[0].value}/{each.key[1]}" + (f": {field}" if field else ""),
            each.why.value,
            _sentence(ctx, now, each, field, since),
        )
        for each in obstacles
        for field in (each.fields or ("",))
    )


def _sentence(ctx: Context, now: Company, each: Obstacle, field: str, since: int) -> str:
    name = label(each.item)
    first = field.partition(".")[0]
    called = label_of(type(each.item), field if first == "custom" else first, now) if field else ""
    match each.why:
        case Why.POINTS_NOWHERE:
            return gettext("%(name)s: %(field)s points to something that is gone.", name=name, field=called)
        case Why.NOT_TOGETHER:
            return gettext("%(name)s: %(field)s no longer fits to what was changed since.", name=name, field=called)
    version = last_change(ctx, now.id, each.key, since)
    who = (
        {"number": version.number, "author": version.author} if version is not None else {"number": "?", "author": "?"}
    )
    match each.why:
        case Why.REMOVED:
            return gettext("%(name)s was removed by %(author)s in change No. %(number)s.", name=name, **who)
        case Why.ADDED:
            return gettext("%(name)s was added by %(author)s in change No. %(number)s.", name=name, **who)
    return gettext(
        "%(name)s: %(field)s was changed by %(author)s in change No. %(number)s.", name=name, field=called, **who
    )


def last_change(ctx: Context, company_id: str, key: Key, since: int) -> Version | None:
    """The newest version after `since` that touched an object."""
    kind, identifier = key[0].value, key[1]
    touched = or_(
        Version.puts.contains([{"kind": kind, "data": {"id": identifier}}]),
        Version.removes.contains([{"kind": kind, "id": identifier}]),
    )
    mine = select(Version).where(Version.company_id == company_id, Version.number > since, touched)
    return ctx.session.scalar(mine.order_by(Version.number.desc()).limit(1))
