"""Reading sounds."""

from typing import cast

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.features.objects.models import CompanyObject
from tenants.model import Kind, Sound


def list_sounds(ctx: Context, company_id: str, limit: int = 200) -> list[Sound]:
    """By name; the first `limit`."""
    mine = (CompanyObject.company_id == company_id, CompanyObject.kind == Kind.SOUND.value)
    rows = ctx.session.scalars(select(CompanyObject).where(*mine).order_by(CompanyObject.name).limit(limit))
    return [cast("Sound", row.document()) for row in rows]
