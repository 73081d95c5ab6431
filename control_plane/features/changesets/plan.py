"""A change of several objects before it is made: what would differ, what stands in the way, what is to be looked at."""

from collections.abc import Mapping
from dataclasses import dataclass

from control_plane.core.context import Context
from control_plane.core.problems import FieldFault
from control_plane.features.changesets.applying import told, write
from control_plane.features.changesets.merging import Merged
from control_plane.features.changesets.telling import ChangedSince, faults_of, refuse_obstacles
from control_plane.features.companies.models import Company as Row
from control_plane.features.comparisons.differing import ObjectDifference, differences
from control_plane.features.comparisons.words import ObjectWords, tell
from control_plane.features.customisations.queries import customised
from control_plane.features.versions.checks import Warned, look_at
from control_plane.features.versions.current import company_now
from control_plane.features.versions.service import Change, NothingChanged, record_change
from tenants.model import Company
from tenants.model.references import Key


@dataclass(frozen=True)
class Plan:
    """`now` and what becomes of it; nothing is written yet."""

    now: Company
    merged: Merged
    since: int
    """What others changed after this version may stand in the way."""

    def wanted(self) -> Company:
        """As the company would be, without what stands in the way."""
        puts = [item for item in self.merged.wanted.values() if item is not None]
        return self.now.changed(self.now.version + 1, puts, self.gone) if self.merged.wanted else self.now

    @property
    def gone(self) -> list[Key]:
        return [key for key, item in self.merged.wanted.items() if item is None]


@dataclass(frozen=True)
class Looked:
    """`obstacles`: what others have changed meanwhile; `faults`: what is wrong in itself. Each names its object."""

    plan: Plan
    differences: tuple[ObjectDifference, ...]
    obstacles: tuple[FieldFault, ...]
    faults: tuple[FieldFault, ...]
    warnings: tuple[Warned, ...]

    def told(self) -> list[ObjectWords]:
        """What would differ, in the reader's language."""
        wanted = self.plan.wanted()
        return [tell(each, self.plan.now, wanted) for each in self.differences]


def present(ctx: Context, row: Row) -> Company:
    """The company as it is now, with the names of its extra fields known."""
    now = company_now(ctx.session, row)
    assert now is not None, "a company has its first version from the moment it is made"
    customised(ctx.session, now.profile.customisation)
    return now


def look(ctx: Context, plan: Plan) -> Looked:
    """Changes nothing."""
    wanted, merged = plan.wanted(), plan.merged
    obstacles = faults_of(ctx, plan.now, merged.obstacles, plan.since)
    faults: tuple[FieldFault, ...] = ()
    warnings: tuple[Warned, ...] = ()
    if merged.wanted and not obstacles:
        puts = tuple(item for item in merged.wanted.values() if item is not None)
        faults, warnings = look_at(ctx, plan.now, wanted, puts, plan.gone)
    return Looked(plan, differences(plan.now, wanted, merged.wanted), obstacles, faults, warnings)


def carry_out(ctx: Context, company: Row, plan: Plan, words: str, boxes: Mapping[Key, bytes] | None = None) -> Change:
    """Make it the next version of `company` (locked).

    Raises NothingChanged, ChangedSince, and what `write` and `record_change` raise.
    """
    refuse_obstacles(ctx, plan.now, plan.merged.obstacles, plan.since)
    if not plan.merged.wanted:
        raise NothingChanged("Everything is so already.")
    faults = look(ctx, plan).faults
    if faults:
        raise ChangedSince(faults[0].message, faults)
    written = write(ctx, company, plan.now, plan.merged.wanted, boxes)
    before, after = tuple(written.before), tuple(written.after)
    return record_change(ctx, company, words, before=before, after=after, also=told(written))
