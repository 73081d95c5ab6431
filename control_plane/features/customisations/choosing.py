"""Which customisations a company may have."""

from dataclasses import dataclass
from datetime import datetime

from control_plane.core.context import Context
from control_plane.core.roles import Permission
from control_plane.features.customisations.queries import bundles_of, chosen, customised, of_the_release
from tenants.model.custom import Customised


@dataclass(frozen=True)
class Choice:
    """`version` and what follows are those of a bundle; a customisation of the release has none of them."""

    which: Customised
    title: str
    chosen: bool
    version: str = ""
    author: str = ""
    added_at: datetime | None = None
    added_by: str = ""

    @property
    def value(self) -> str:
        """As a form sends it."""
        return f"{self.which.name}:{self.which.bundle}" if self.which.bundle else self.which.name

    @property
    def words(self) -> str:
        return f"{self.title} {self.version} ({self.author})" if self.which.bundle else self.title


def choices(ctx: Context, company_id: str, language: str = "en") -> list[Choice]:
    """Those of the release, then the company's own bundles, newest first; whoever may choose them."""
    now = chosen(ctx.session, company_id)
    found = [
        Choice(which := Customised(name=each.name), each.translated(each.title, language), which == now)
        for each in of_the_release()
    ]
    for bundle, added in bundles_of(ctx, company_id):
        which = Customised(name=bundle.name, bundle=bundle.hash)
        face = customised(ctx.session, which)
        assert face is not None
        title = face.translated(face.title, language)
        own = Choice(which, title, which == now, bundle.version, bundle.author, added.added_at, added.added_by)
        found.append(own)
    if now is not None and not any(each.chosen for each in found):
        found.append(Choice(now, now.name, chosen=True))
    return found


def selectable(ctx: Context, company_id: str, language: str) -> list[Choice]:
    """What a form offers to this person: code of the company's own only to who may ship it, or when it is chosen."""
    ships = ctx.actor.may(Permission.SHIP_BUNDLES)
    return [each for each in choices(ctx, company_id, language) if ships or each.chosen or each.which.bundle is None]
