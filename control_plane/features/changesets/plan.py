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
    obstacles: tuple[FieldFault, ...]
    faults: tuple[FieldFault, ...]
    warnings: tuple[Warned, ...]

    def differences(self) -> tuple[ObjectDifference, ...]:
        """Worked out for those who show it: for thousands of objects it takes as long as the change itself."""
        return differences(self.plan.now, self.plan.wanted(), self.plan.merged.wanted)

    def told(self, most: int | None = None) -> list[ObjectWords]:
        """What would differ, in the reader's language; the first `most` objects of it."""
        wanted = self.plan.wanted()
        return [tell(each, self.plan.now, wanted) for each in self.differences()[:most]]


def present(ctx: Context, row: Row) -> Company:
    """The company as it is now, with the names of its extra fields known."""
    now = company_now(ctx.session, row)
    assert now is not None, "a company has its first version from the moment it is made"
    customised(ctx.session, now.profile.customisation)
    return now


def look(ctx: Context, plan: Plan) -> Looked:
    """Changes nothing."""
    merged = plan.merged
    obstacles = faults_of(ctx, plan.now, merged.obstacles, plan.since)
    faults: tuple[FieldFault, ...] = ()
    warnings: tuple[Warned, ...] = ()
    if merged.wanted and not obstacles:
        puts = tuple(item for item in merged.wanted.values() if item is not None)
        faults, warnings = look_at(ctx, plan.now, plan.wanted(), puts, plan.gone)
    return Looked(plan, obstacles, faults, warnings)


def carry_out(
    ctx: Context, company: Row, looked: Looked, words: str, boxes: Mapping[Key, bytes] | None = None
) -> Change:
    """Make what was `looked` at the next version of `company`, locked since before that.

    Raises NothingChanged, ChangedSince, and what `write` and `record_change` raise.
    """
    plan = looked.plan
    refuse_obstacles(ctx, plan.now, plan.merged.obstacles, plan.since)
    if not plan.merged.wanted:
        raise NothingChanged("Everything is so already.")
    if looked.faults:
        raise ChangedSince(looked.faults[0].message, looked.faults)
    written = write(ctx, company, plan.now, plan.merged.wanted, boxes)
    before, after = tuple(written.before), tuple(written.after)
    return record_change(ctx, company, words, before=before, after=after, also=told(written))
