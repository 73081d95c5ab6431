"""Counting decisions by the ways that they took, beside what saved scenarios take."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.features.companies.queries import get_company
from control_plane.features.journeys.models import StoredFact
from control_plane.features.scenarios.running import run_all
from control_plane.features.versions.current import company_now
from tenants.lint.branches import Branch, branches
from wire.facts import FactKind

Key = tuple[str, str, str]
"""See `Branch.key`."""


@dataclass(frozen=True)
class Taken:
    """A way, how many decisions took it, when the last one did, and the names of the saved scenarios that take it."""

    branch: Branch
    times: int
    last: datetime | None
    scenarios: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    since: datetime
    version: int
    ways: tuple[Taken, ...]
    """The company's ways as they are now."""

    @property
    def never(self) -> tuple[Taken, ...]:
        return tuple(way for way in self.ways if not way.times)

    @property
    def untried(self) -> tuple[Taken, ...]:
        """Those that neither a call nor a scenario takes."""
        return tuple(way for way in self.never if not way.scenarios)


def coverage(ctx: Context, company_id: str, *, days: int) -> Coverage:
    """Since `days` ago. Raises NotFound."""
    row = get_company(ctx, company_id)
    since = ctx.clock() - timedelta(days=days)
    company = company_now(ctx.session, row)
    taken = _taken(ctx, company_id, since)
    found = branches(company) if company is not None else ()
    tried = _tried(ctx, company_id)
    ways = tuple(_way(branch, taken, tried) for branch in found)
    return Coverage(since, row.version, ways)


def _way(branch: Branch, taken: dict[Key, tuple[int, datetime]], tried: dict[Key, list[str]]) -> Taken:
    times, last = taken.get(branch.key, (0, None))
    return Taken(branch, times, last, tuple(tried.get(branch.key, ())))


def _tried(ctx: Context, company_id: str) -> dict[Key, list[str]]:
    """The names of the scenarios that take a way now."""
    found: dict[Key, list[str]] = {}
    for ran in run_all(ctx, company_id).ran:
        decisions = ran.tale.decisions if ran.tale is not None else ()
        for key in dict.fromkeys((each.rule.value, each.object_id, each.branch) for each in decisions):
            found.setdefault(key, []).append(ran.scenario.name)
    return found


def _taken(ctx: Context, company_id: str, since: datetime) -> dict[Key, tuple[int, datetime]]:
    decision = StoredFact.body["fact"]["decision"]
    # A fact of before there were branches has none.
    key = (decision["rule"].astext, decision["object_id"].astext, func.coalesce(decision["branch"].astext, ""))
    mine = (StoredFact.company_id == company_id) & (StoredFact.at >= since)
    statement = select(*key, func.count(), func.max(StoredFact.at)).where(
        mine, StoredFact.kind == FactKind.DECISION.value
    )
    rows = ctx.session.execute(statement.group_by(*key))
    return {(rule, object_id, branch): (times, last) for rule, object_id, branch, times, last in rows}
