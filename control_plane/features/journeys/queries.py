"""Reading journeys."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import ColumnElement, Select, false, func, or_, select

from control_plane.core.context import Context
from control_plane.core.listing import SINCE, UNTIL, Filter, Listing, at_or_after, before, equal, part_of
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.employees.sight import sight_of
from control_plane.features.journeys.draft import Direction, Result, State
from control_plane.features.journeys.models import Journey
from tenants.model import Destination
from tenants.model.fields import ObjectId

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


def _of_employee(employee: str) -> ColumnElement[bool]:
    return or_(Journey.caller_employee_id == employee, Journey.callee_employee_id == employee)


JOURNEYS: Final = Listing(
    {"started_at": (Journey.started_at, Journey.id)},
    newest_first=True,
    filters={
        "employee": Filter(Annotated[ObjectId | None, Field(description="Who called or was called")], _of_employee),
        "result": Filter(Result | None, equal(Journey.result)),
        "direction": Filter(Direction | None, equal(Journey.direction)),
        "state": Filter(State | None, equal(Journey.state)),
        "label": Filter(
            Annotated[str | None, Field(max_length=100, description="With exactly this label")], equal(Journey.label)
        ),
        "since": Filter(SINCE, at_or_after(Journey.started_at)),
        "until": Filter(UNTIL, before(Journey.started_at)),
    },
    search=(
        part_of(Journey.caller_number),
        part_of(Journey.caller_name),
        part_of(Journey.callee_name),
        part_of(Journey.dialled),
    ),
    searched="Part of a name or number of either side",
)


def list_journeys(ctx: Context, company_id: str, wanted: Wanted | None = None, **asked: Any) -> Page[Journey]:
    """As `JOURNEYS` says, newest first, of those in `wanted`. Raises Invalid for a bad cursor."""
    return JOURNEYS.read(ctx.session, _those(ctx, company_id, wanted or Wanted()), **asked)


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
        statement = statement.where(_of_employee(wanted.employee))
    if wanted.result is not None:
        statement = statement.where(Journey.result == wanted.result)
    if wanted.direction is not None:
        statement = statement.where(Journey.direction == wanted.direction)
    if wanted.since is not None:
        statement = statement.where(Journey.started_at >= wanted.since)
    if wanted.missed:
        statement = statement.where(Journey.direction != Direction.OUTGOING, Journey.result.in_(MISSED))
    return statement


def _with(employee: str) -> ColumnElement[bool]:
    """Calls in which the employee took part, or whose phone rang."""
    return or_(_of_employee(employee), Journey.participants.contains([{"employee_id": employee}]))


def _through(place: Destination) -> ColumnElement[bool]:
    """Calls on whose way the team or waiting line was."""
    return Journey.story.contains([{"object_kind": place.kind.value, "object_id": place.id}])
