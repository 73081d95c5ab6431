"""Use cases around provider lines."""

from typing import Any

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Forbidden, Invalid
from control_plane.core.roles import Role
from control_plane.core.tenancy import reaching
from control_plane.features.lines import models
from control_plane.features.lines.passwords import lock_password, node_document
from control_plane.features.lines.queries import get_line
from control_plane.features.lines.schemas import LineChange, NewLine
from control_plane.features.objects.service import remove_together
from control_plane.features.objects.summaries import summary
from control_plane.features.objects.wishes import changed, made, read_object_wish
from control_plane.features.versions.service import Change, NothingChanged, lock_company, record_change
from tenants.model import Line, LineAuthentication


def add_line(ctx: Context, company_id: str, data: Any) -> tuple[Line, Change]:
    """The fields of NewLine. Raises NotFound, Invalid, Forbidden for a shared line that is not the actor's to lend."""
    company = lock_company(ctx, company_id)
    wish = read_object_wish(NewLine, data, company.country)
    lent = wish.pop("platform_line", None)
    if lent is not None:
        refuse_lending(ctx, lent)
        wish |= {"shared": True, "host": None}
    elif wish.get("host") is None:
        raise Invalid.one("host", "missing", "is needed")
    line = made(Line, company_id, lent or new_id(), wish)
    row = models.Line(company_id=company_id)
    _write(ctx, row, line)
    return line, record_change(ctx, company, summary(line, "added"), after=(line,))


def change_line(ctx: Context, company_id: str, line_id: str, data: Any) -> tuple[Line, Change]:
    """The fields of LineChange. Raises NotFound, Invalid, NothingChanged."""
    company = lock_company(ctx, company_id)
    row = get_line(ctx, company_id, line_id)
    before = node_document(row, ctx.settings)
    line = changed(before, company_id, read_object_wish(LineChange, data, company.country))
    if before.borrowed != line.borrowed:
        raise Invalid.one("host", "fixed", "A line is either the company's own or the platform's; add another one.")
    if before == line:
        raise NothingChanged("Everything is already as you wish.")
    _write(ctx, row, line)
    return line, record_change(ctx, company, summary(line, "changed"), before=(before,), after=(line,))


def remove_line(ctx: Context, company_id: str, line_id: str, *, detach_users: bool = False) -> Change:
    """Raises NotFound, InUse."""
    company = lock_company(ctx, company_id)
    line = node_document(get_line(ctx, company_id, line_id), ctx.settings)
    return remove_together(ctx, company, (line,), summary(line, "removed"), detach_users=detach_users)


def refuse_lending(ctx: Context, line_id: str) -> None:
    """Raises Forbidden, Invalid when the platform's line of this id is not the actor's to give."""
    if ctx.actor.role is not Role.OPERATOR:
        raise Forbidden("Shared lines are given by the operator of the platform; ask them for it.")
    own = select(models.Line).where(models.Line.id == line_id, models.Line.host.is_not(None))
    with reaching(ctx.session, ctx.actor):
        shared = any(row.document().shared for row in ctx.session.scalars(own))
    if not shared:
        raise Invalid.one("platform_line", "unknown-line", "There is no shared line with this id.")


def _write(ctx: Context, row: models.Line, line: Line) -> None:
    if line.authentication is LineAuthentication.REGISTRATION and not (line.username and line.password):
        raise Invalid.one("username", "needs-credentials", "A line that registers needs user name and password.")
    row.assign(line)
    lock_password(row, line.password, ctx.settings)
    ctx.session.add(row)
    ctx.session.flush()
