"""Fitting objects to the customisation of their company before they are saved."""

from typing import TypeVar

from control_plane.core.context import Context
from control_plane.core.problems import Forbidden, Invalid
from control_plane.core.roles import Permission
from control_plane.features.customisations.fields import fitted, refuse_custom
from control_plane.features.customisations.queries import chosen, customised, has_bundle, of_the_release
from tenants.model import Company, Profile, TelephonyObject
from tenants.model.custom import Customised

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)


def fit(ctx: Context, company_id: str, before: SomeObject | None, after: SomeObject) -> SomeObject:
    """`after` with its extra fields as they are stored. Raises Invalid, which names the fields."""
    which = after.customisation if isinstance(after, Profile) else chosen(ctx.session, company_id)
    return fitted(customised(ctx.session, which), before, after)


def refuse_misfits(ctx: Context, now: Company | None, wanted: Company, puts: tuple[TelephonyObject, ...]) -> None:
    """Whatever way `puts` came: no extra field that nobody knows, no customisation that is not the company's to have.

    Raises Invalid, Forbidden.
    """
    which = wanted.profile.customisation
    if which != (before := now.profile.customisation if now is not None else None):
        _refuse_choice(ctx, wanted.id, before, which)
    customisation = customised(ctx.session, which)
    for item in puts:
        refuse_custom(customisation, now, wanted, item)


def _refuse_choice(ctx: Context, company_id: str, before: Customised | None, after: Customised | None) -> None:
    own_code = any(each is not None and each.bundle is not None for each in (before, after))
    if own_code and not ctx.actor.may(Permission.SHIP_BUNDLES):
        raise Forbidden("This changes which code of its own serves the company; ask an operator or a developer.")
    if after is None:
        return
    if after.bundle is not None:
        if not has_bundle(ctx.session, company_id, after):
            raise Invalid.one(
                "customisation.bundle", "unknown-bundle", "The company has no such bundle; upload it first."
            )
    elif after.name not in {each.name for each in of_the_release()}:
        there = ", ".join(each.name for each in of_the_release())
        raise Invalid.one(
            "customisation.name", "unknown-customisation", f"There is no customisation of this name; choose {there}."
        )
