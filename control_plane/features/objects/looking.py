"""The company as pages look at it."""

from collections.abc import Collection

from control_plane.core.context import Context
from control_plane.features.companies.queries import get_company
from control_plane.features.customisations.queries import customised
from control_plane.features.objects.forms.choices import Choices, label
from control_plane.features.versions.current import company_now
from control_plane.features.versions.refusals import users_of
from tenants.model import Company, Number, TelephonyObject
from tenants.model.company import short_number
from tenants.model.objects import kind_of
from tenants.model.references import Key


def company_of(ctx: Context, company_id: str) -> Company:
    """Raises NotFound."""
    now = company_now(ctx.session, get_company(ctx, company_id))
    assert now is not None, "a company has its first version from the moment it is made"
    customised(ctx.session, now.profile.customisation)  # from here on its extra fields are known
    return now


def choices_of(ctx: Context, company_id: str, owner: str | None = None) -> Choices:
    return Choices(company_of(ctx, company_id), owner)


def users_by_name(ctx: Context, company_id: str, keys: Collection[Key]) -> list[str]:
    """What points to `keys`, as people call it."""
    return [label(item) for item, _ in users_of(company_of(ctx, company_id), keys)]


def dialled_for(item: TelephonyObject, company: Company) -> str | None:
    """What somebody dials to reach `item`: its own number, else a public one that leads straight to it."""
    if isinstance(item, Number):
        return item.number
    if own := short_number(item):
        return own
    for number in company.numbers_by_number.values():
        to = number.destination
        if to is not None and (to.kind.value, to.id) == (kind_of(item).value, item.id):
            return number.number
    return None
