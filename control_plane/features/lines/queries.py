"""Reading provider lines."""

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.features.lines.models import Line


def get_line(ctx: Context, company_id: str, line_id: str) -> Line:
    """Raises NotFound."""
    line = ctx.session.get(Line, (company_id, line_id))
    if line is None:
        raise NotFound("There is no such line; reload the list.")
    return line


def list_lines(ctx: Context, company_id: str, *, limit: int = 50, cursor: str | None = None) -> Page[Line]:
    """By id, which is by age."""
    statement = select(Line).where(Line.company_id == company_id)
    return read_page(ctx.session, statement, [Line.id], limit=limit, cursor=cursor)
