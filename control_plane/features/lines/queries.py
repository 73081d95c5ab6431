"""Reading provider lines."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.listing import Listing, part_of
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.lines.models import Line
from control_plane.features.nodes.models import Node, Placement

FRESH: Final = timedelta(seconds=60)
"""What a node said longer ago than this tells nothing about now."""


class Working(StrEnum):
    """How a line is, as the nodes of the company see it; of several nodes the best."""

    UP = "up"
    REGISTERING = "registering"
    REFUSED = "refused"
    SILENT = "silent"
    OFF = "off"
    UNKNOWN = "unknown"


_BEST_FIRST: Final = (Working.UP, Working.REGISTERING, Working.REFUSED, Working.SILENT)


LINES: Final = Listing(
    {"age": (Line.id,), "name": (Line.name, Line.id)}, search=(part_of(Line.name),), searched="Part of the name"
)


def get_line(ctx: Context, company_id: str, line_id: str) -> Line:
    """Raises NotFound."""
    line = ctx.session.get(Line, (company_id, line_id))
    if line is None:
        raise NotFound("There is no such line; reload the list.")
    return line


def list_lines(ctx: Context, company_id: str, **asked: Any) -> Page[Line]:
    """As `LINES` says, the oldest first. Raises Invalid for a bad cursor."""
    return LINES.read(ctx.session, select(Line).where(Line.company_id == company_id), **asked)


def line_states(ctx: Context, company_id: str, lines: Iterable[Line]) -> dict[str, Working]:
    """By line id. A provider that no node speaks of has never answered."""
    placed = select(Node.heartbeat).join(Placement, Placement.node_id == Node.id)
    placed = placed.where(Placement.company_id == company_id, Node.last_seen > ctx.clock() - FRESH)
    reports = [beat.get("lines") or {} for beat in ctx.session.scalars(placed) if beat and beat.get("asterisk_up")]
    return {line.id: Working.OFF if line.document().disabled else _best(line.id, reports) for line in lines}


def _best(line_id: str, reports: list[dict[str, str]]) -> Working:
    if not reports:
        return Working.UNKNOWN
    said = {report.get(line_id, Working.SILENT.value) for report in reports}
    return next((state for state in _BEST_FIRST if state.value in said), Working.UNKNOWN)
