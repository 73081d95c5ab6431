"""Use cases around objects of any kind: one transaction, one version, one audit line each."""

from collections.abc import Callable, Collection
from typing import TypeVar, cast

from control_plane.core.context import Context
from control_plane.features.companies.models import Company
from control_plane.features.customisations.fitting import fit
from control_plane.features.objects.detach import Pair, detach
from control_plane.features.objects.rows import add_row, row_of
from control_plane.features.objects.summaries import summary
from control_plane.features.sounds.keeping import speak_prompts
from control_plane.features.versions.service import Change, NothingChanged, lock_company, record_change
from tenants.model import Kind, TelephonyObject
from tenants.model.objects import kind_of, kind_of_class
from tenants.model.references import Key

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)


def create_object(ctx: Context, company_id: str, make: Callable[[Company], SomeObject]) -> tuple[SomeObject, Change]:
    """`make` gets the locked company and gives the object, with an id of its own (`new_id()`).

    Raises NotFound, NumberTaken, Invalid.
    """
    company = lock_company(ctx, company_id)
    item = speak_prompts(ctx, company_id, fit(ctx, company_id, None, make(company)), company.language)
    add_row(ctx, company_id, item)
    return item, record_change(ctx, company, summary(item, "added"), after=(item,))


def change_object(
    ctx: Context,
    company_id: str,
    cls: type[SomeObject],
    identifier: str,
    change: Callable[[Company, SomeObject], SomeObject],
) -> tuple[SomeObject, Change]:
    """`change` gets the locked company and the object as it is, and gives the object as it should be.

    Raises NotFound, NumberTaken, Invalid, NothingChanged.
    """
    company = lock_company(ctx, company_id)
    row = row_of(ctx, company_id, kind_of_class(cast(type[TelephonyObject], cls)), identifier)
    before: SomeObject = row.document()
    after = fit(ctx, company_id, before, change(company, before))
    after = speak_prompts(ctx, company_id, after, company.language)
    if before == after:
        raise NothingChanged("Everything is already as you wish.")
    row.assign(after)
    ctx.session.flush()
    return after, record_change(ctx, company, summary(before, "changed"), before=(before,), after=(after,))


def remove_object(ctx: Context, company_id: str, kind: Kind, identifier: str, *, detach_users: bool = False) -> Change:
    """`detach_users` takes the object out of everything that points to it, in the same version.

    Raises NotFound, InUse.
    """
    company = lock_company(ctx, company_id)
    item: TelephonyObject = row_of(ctx, company_id, kind, identifier).document()
    return remove_together(ctx, company, (item,), summary(item, "removed"), detach_users=detach_users)


def remove_together(
    ctx: Context, company: Company, items: Collection[TelephonyObject], words: str, *, detach_users: bool
) -> Change:
    """Remove what belongs together, such as a person and their phones. `company` is locked. Raises InUse."""
    keys: set[Key] = {(kind_of(item), item.id) for item in items}
    pairs: list[Pair] = detach(ctx, company, keys) if detach_users else []
    # The last are removed first: a person's phones go before the person.
    for item in reversed(tuple(items)):
        ctx.session.delete(row_of(ctx, company.id, kind_of(item), item.id))
        ctx.session.flush()
    before = (*items, *(old for old, _ in pairs))
    return record_change(ctx, company, words, before=before, after=tuple(new for _, new in pairs))
