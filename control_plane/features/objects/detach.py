"""Taking references to what is removed out of everything else, in the same version."""

from collections.abc import Collection

from control_plane.core.context import Context
from control_plane.features.companies.models import Company
from control_plane.features.customisations.queries import customised
from control_plane.features.objects.rows import row_of
from control_plane.features.versions.current import company_now
from control_plane.features.versions.refusals import users_of
from tenants.extend.references import detached
from tenants.model import TelephonyObject
from tenants.model.objects import kind_of
from tenants.model.references import Key

Pair = tuple[TelephonyObject, TelephonyObject]


def detach(ctx: Context, company: Company, keys: Collection[Key]) -> list[Pair]:
    """Write everything that points to `keys` anew without that. Returns before and after of each, for the version.

    Objects that cannot be without stay as they are, so that recording the change refuses it with their names.
    """
    now = company_now(ctx.session, company)
    assert now is not None
    customised(ctx.session, now.profile.customisation)  # whose extra fields may point to what goes
    pairs = []
    for item, _ in users_of(now, keys):
        left = detached(now, item, keys)
        if left is not None:
            row_of(ctx, company.id, kind_of(item), item.id).assign(left)
            pairs.append((item, left))
    ctx.session.flush()
    return pairs
