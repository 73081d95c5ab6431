"""Reading journeys."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, func, or_, select, tuple_

from control_plane.core.context import Context
from control_plane.core.paging import Page, encode_cursor, moment_cursor
from control_plane.core.problems import NotFound
from control_plane.features.employees.sight import sight_of
from control_plane.features.journeys.draft import Direction, Result
from control_plane.features.journeys.models import Journey
from tenants.model import Destination

MISSED = (
    Result.NO_ANSWER,
    Result.ABANDONED,
    Result.UNREACHABLE,
    Result.BUSY,
    Result.DO_NOT_DISTURB,
    Result.FULL,
    Result.NO_AGENTS,
)


@dataclass(frozen=True)
class Wanted:
    """Which journeys; None takes all. `employee` called or was called; `since` is the earliest start."""

    employee: str | None = None
    result: Result | None = None
    direction: Direction | None = None
    since: datetime | None = None
    missed: bool = False
    """Only calls in which somebody wanted to reach the company and nobody was reached."""


def list_journeys(
    ctx: Context, company_id: str, wanted: Wanted | None = None, *, limit: int = 50, cursor: str | None = None
) -> Page[Journey]:
    """Newest first. Raises Invalid for a cursor that is not ours."""
    statement = _those(ctx, company_id, wanted or Wanted())
    if (after := moment_cursor(cursor)) is not None:
        statement = statement.where(tuple_(Journey.started_at, Journey.id) < after)
    newest_first = statement.order_by(Journey.started_at.desc(), Journey.id.desc())
    rows = list(ctx.session.scalars(newest_first.limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], encode_cursor(last.started_at.isoformat(), last.id) if last is not None else None)


def get_journey(ctx: Context, company_id: str, journey_id: str) -> Journey:
    """Raises NotFound, also for another company's journey and for one that the actor has nothing to do with."""
    found = ctx.session.scalar(_those(ctx, company_id, Wanted()).where(Journey.id == journey_id))
    if found is None:
        raise NotFound("There is no such call; reload the list of calls.")
    return found


def calls_of(ctx: Context, company_id: str, call: str) -> list[str]:
    """All calls of the conversation that `call` has become a part of; only itself while nothing is known of it."""
    mine = select(Journey.calls).where(Journey.company_id == company_id)
    # Most calls are a conversation of their own; looking into arrays takes no index under row security (ADR 0040).
    own = ctx.session.scalar(mine.where(Journey.call == call))
    return own or ctx.session.scalar(mine.where(Journey.calls.contains([call]))) or [call]


def count_journeys(ctx: Context, company_id: str, wanted: Wanted | None = None) -> int:
    """How many there are."""
    return (
        ctx.session.scalar(select(func.count()).select_from(_those(ctx, company_id, wanted or Wanted()).subquery()))
        or 0
    )


def _those(ctx: Context, company_id: str, wanted: Wanted) -> Select[Journey]:
    statement = select(Journey).where(Journey.company_id == company_id)
    if (sight := sight_of(ctx, company_id)) is not None:
        statement = statement.where(or_(false(), *map(_with, sight.employees), *map(_through, sight.supervises)))
    if wanted.employee is not None:
        statement = statement.where(_between(wanted.employee))
    if wanted.result is not None:
        statement = statement.where(Journey.result == wanted.result)
    if wanted.direction is not None:
        statement = statement.where(Journey.direction == wanted.direction)
    if wanted.since is not None:
        statement = statement.where(Journey.started_at >= wanted.since)
    if wanted.missed:
        statement = statement.where(Journey.direction != Direction.OUTGOING, Journey.result.in_(MISSED))
    return statement


def _between(employee: str) -> ColumnElement[bool]:
    return or_(Journey.caller_employee_id == employee, Journey.callee_employee_id == employee)


def _with(employee: str) -> ColumnElement[bool]:
    """Calls in which the employee took part, or whose phone rang."""
    return or_(_between(employee), Journey.participants.contains([{"employee_id": employee}]))


def _through(place: Destination) -> ColumnElement[bool]:
    """Calls on whose way the team or waiting line was."""
    return Journey.story.contains([{"object_kind": place.kind.value, "object_id": place.id}])
