"""Telling when a provider line stops working, and when it works again."""

from collections.abc import Iterable

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.features.events.service import occasion, publish
from control_plane.features.lines.models import Line, LineWatch
from control_plane.features.lines.queries import Working, line_states
from control_plane.features.nodes.models import Placement
from tenants.extend.events.lines import LineDown, LineUp

_UP = {Working.UP: True, Working.REFUSED: False, Working.SILENT: False}
"""Others say nothing: a line that is registering may have worked a moment ago, and may work in a moment."""


def watch_lines(ctx: Context, line_ids: Iterable[str]) -> None:
    """Look at these lines anew, in every company that has them, after a node has said something else of them."""
    ctx.session.flush()
    for row in ctx.session.scalars(select(Line).where(Line.id.in_(set(line_ids))).order_by(Line.company_id, Line.id)):
        state = line_states(ctx, row.company_id, [row])[row.id]
        if state in _UP:
            _note(ctx, row, state, up=_UP[state])


def lines_told_up(ctx: Context, node_id: str) -> set[str]:
    """The lines of a node's companies that listeners believe to work."""
    mine = select(LineWatch.line_id).join(Placement, Placement.company_id == LineWatch.company_id)
    return set(ctx.session.scalars(mine.where(LineWatch.up, Placement.node_id == node_id)))


def _note(ctx: Context, row: Line, state: Working, *, up: bool) -> None:
    known = ctx.session.get(LineWatch, (row.company_id, row.id), with_for_update=True)
    if known is not None and known.up == up:
        return
    if known is None:
        known = LineWatch(company_id=row.company_id, line_id=row.id)
        ctx.session.add(known)
    known.up, known.at = up, ctx.clock()
    event = LineUp if up else LineDown
    told = event(**occasion(ctx, row.company_id), line=row.id, name=row.name, state=state.value)
    publish(ctx, row.company_id, [told])
