"""Comparing two versions of a company."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.features.companies.queries import get_company
from control_plane.features.comparisons.differing import ObjectDifference, differences
from control_plane.features.comparisons.words import ObjectWords, tell
from control_plane.features.customisations.queries import customised
from control_plane.features.versions.models import Version
from control_plane.features.versions.past import company_at
from control_plane.features.versions.snapshot import merge
from tenants.model import Company, Kind
from tenants.model.references import Key

NOTHING: Final = 0
"""In place of a version: before there was anything."""


@dataclass(frozen=True)
class Comparison:
    """`before` is None when everything is compared with nothing."""

    before: Company | None
    after: Company
    objects: tuple[ObjectDifference, ...]

    def told(self) -> list[ObjectWords]:
        """In the reader's language."""
        return [tell(each, self.before, self.after) for each in self.objects]


def compare_versions(ctx: Context, company_id: str, first: int, second: int) -> Comparison:
    """What was different in `second`, seen from `first` (0: nothing); any order. Raises NotFound.

    Passwords of lines are in no version, so a new one makes a version without a difference.
    """
    row = get_company(ctx, company_id)
    after = company_at(ctx.session, row, second)
    customised(ctx.session, after.profile.customisation)  # from here on the names of its extra fields are known
    if first == NOTHING:
        return Comparison(None, after, differences(None, after))
    before = company_at(ctx.session, row, first)
    return Comparison(before, after, differences(before, after, _touched(ctx, company_id, first, second)))


def version_before(ctx: Context, company_id: str, number: int) -> int:
    """The number of the version before; NOTHING for the first."""
    older = select(Version.number).where(Version.company_id == company_id, Version.number < number)
    return ctx.session.scalar(older.order_by(Version.number.desc()).limit(1)) or NOTHING


def _touched(ctx: Context, company_id: str, first: int, second: int) -> set[Key]:
    low, high = sorted((first, second))
    made = select(Version.puts, Version.removes).where(Version.company_id == company_id)
    made = made.where(Version.number > low, Version.number <= high).order_by(Version.number)
    return {(Kind(kind), i) for kind, i in merge([(row.puts, row.removes) for row in ctx.session.execute(made)])}
