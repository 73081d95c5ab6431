"""Who answers for an original in a company: the one place where calls, simulator and portal ask."""

from typing import Final, TypeVar

from tenants.extend.customisation import Customisation
from tenants.model.company import Company
from tenants.model.custom import Customised

Original = TypeVar("Original")
_KNOWN: Final[dict[Customised, Customisation]] = {}


def register(customisation: Customisation, bundle: str | None = None) -> None:
    """From now on the companies of this customisation (and bundle) are served by it; a reload replaces."""
    _KNOWN[Customised(name=customisation.name, bundle=bundle)] = customisation


def forget(which: Customised) -> None:
    """Its companies are served by the originals again."""
    _KNOWN.pop(which, None)


def known(which: Customised | None) -> Customisation | None:
    """The customisation; None when there is none, or this program does not have it (yet)."""
    return _KNOWN.get(which) if which is not None else None


def customisations() -> list[Customisation]:
    """All that come with the release, by name."""
    return sorted((each for key, each in _KNOWN.items() if key.bundle is None), key=lambda each: each.name)


def answering(company: Company, original: type[Original]) -> type[Original]:
    """Who answers for `original` in `company`: its descendant, or itself where there is none or it is not known here.

    A node that is older than a customisation thus serves the company with the originals.
    """
    which = company.profile.customisation
    if which is None or (customisation := _KNOWN.get(which)) is None:
        return original
    return customisation.answering(original)


def missing(company: Company) -> Customised | None:
    """The customisation that the company wants and this program does not have."""
    which = company.profile.customisation
    return which if which is not None and which not in _KNOWN else None
