"""Counting decisions by the ways that they took."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.features.companies.queries import get_company
from control_plane.features.journeys.models import StoredFact
from control_plane.features.versions.current import company_now
from tenants.lint.branches import Branch, branches
from wire.facts import FactKind


@dataclass(frozen=True)
class Taken:
    """A way, how many decisions took it, and when the last one did."""

    branch: Branch
    times: int
    last: datetime | None


@dataclass(frozen=True)
class Coverage:
    since: datetime
    version: int
    ways: tuple[Taken, ...]
    """The company's ways as they are now."""

    @property
    def never(self) -> tuple[Taken, ...]:
        return tuple(way for way in self.ways if not way.times)


def coverage(ctx: Context, company_id: str, *, days: int) -> Coverage:
    """Since `days` ago. Raises NotFound."""
    row = get_company(ctx, company_id)
    since = ctx.clock() - timedelta(days=days)
    company = company_now(ctx.session, row)
    taken = _taken(ctx, company_id, since)
    found = branches(company) if company is not None else ()
    ways = tuple(Taken(branch, *taken.get(branch.key, (0, None))) for branch in found)
    return Coverage(since, row.version, ways)


def _taken(ctx: Context, company_id: str, since: datetime) -> dict[tuple[str, str, str], tuple[int, datetime]]:
    decision = StoredFact.body["fact"]["decision"]
    # A fact of before there were branches has none.
    key = (decision["rule"].astext, decision["object_id"].astext, func.coalesce(decision["branch"].astext, ""))
    mine = (StoredFact.company_id == company_id) & (StoredFact.at >= since)
    statement = select(*key, func.count(), func.max(StoredFact.at)).where(
        mine, StoredFact.kind == FactKind.DECISION.value
    )
    rows = ctx.session.execute(statement.group_by(*key))
    return {(rule, object_id, branch): (times, last) for rule, object_id, branch, times, last in rows}
