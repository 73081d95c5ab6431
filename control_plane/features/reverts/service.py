"""Use cases: undo a change, go back to a version. Each is one new version, and history stays as it was."""

from control_plane.core.context import Context
from control_plane.features.changesets.plan import Looked, carry_out, look
from control_plane.features.companies.queries import get_company
from control_plane.features.reverts.queries import plan_restore, plan_undo
from control_plane.features.versions.service import Change, lock_company


def preview_undo(ctx: Context, company_id: str, number: int) -> Looked:
    """Raises NotFound, FirstChange."""
    return look(ctx, plan_undo(ctx, get_company(ctx, company_id), number))


def preview_restore(ctx: Context, company_id: str, number: int) -> Looked:
    """Raises NotFound."""
    return look(ctx, plan_restore(ctx, get_company(ctx, company_id), number))


def undo(ctx: Context, company_id: str, number: int) -> Change:
    """Take one change back. Raises NotFound, FirstChange, NothingChanged, ChangedSince, and what `carry_out` raises."""
    company = lock_company(ctx, company_id)
    return carry_out(ctx, company, look(ctx, plan_undo(ctx, company, number)), f"Change No. {number} undone")


def restore(ctx: Context, company_id: str, number: int) -> Change:
    """Make the company's telephony what it was in version `number`; calls, recordings and other files stay.

    Raises NotFound, NothingChanged, ChangedSince, and what `carry_out` raises.
    """
    company = lock_company(ctx, company_id)
    return carry_out(ctx, company, look(ctx, plan_restore(ctx, company, number)), f"Back to change No. {number}")
