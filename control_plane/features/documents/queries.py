"""One object of a company as its newest version has it."""

from typing import TypeVar, cast

from sqlalchemy import or_, select

from control_plane.core.context import Context
from control_plane.features.versions.models import Version
from tenants.model import TelephonyObject
from tenants.model.objects import kind_of_class

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)


def find(ctx: Context, company_id: str, cls: type[SomeObject], identifier: str) -> SomeObject | None:
    """None when there is none."""
    kind = str(kind_of_class(cast("type[TelephonyObject]", cls)))
    put = Version.puts.contains([{"kind": kind, "data": {"id": identifier}}])
    removed = Version.removes.contains([{"kind": kind, "id": identifier}])
    statement = select(Version.puts).where(Version.company_id == company_id, or_(put, removed))
    puts = ctx.session.scalar(statement.order_by(Version.number.desc()).limit(1)) or []
    for item in puts:
        if item["kind"] == kind and item["data"]["id"] == identifier:
            return cast("SomeObject", cls.model_validate(item["data"]))
    return None
