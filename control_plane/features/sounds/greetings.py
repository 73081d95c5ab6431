"""Greetings that were recorded by phone become sounds, and what callers hear from the next version on."""

from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.core.problems import NotFound
from control_plane.features.companies.models import Company
from control_plane.features.objects.rows import row_of
from control_plane.features.objects.service import change_object, create_object
from control_plane.features.sounds.decode import Decoded
from control_plane.features.sounds.keeping import keep_sound
from control_plane.features.versions.models import Version
from tenants.model import Kind, Prompt, Sound
from tenants.model.mailbox import Mailbox
from tenants.model.menu import Menu
from tenants.model.names import name_of
from wire.files import KeptFile

_CLASSES: Final[dict[str, type[Any]]] = {"mailbox": Mailbox, "menu": Menu}


def add_greeting(ctx: Context, node: str, about: KeptFile, sound: Decoded) -> None:
    """A sound of its own, and the object's greeting. Sent again it changes nothing; nor when the object is gone."""
    cls = _CLASSES.get(about.object_kind)
    identifier = sound_id(node, about.company, about.file)
    if cls is None or _exists(ctx, about.company, Kind.SOUND, identifier):
        return
    try:
        item = row_of(ctx, about.company, Kind(about.object_kind), about.object_id).document()
    except NotFound:
        return
    file = keep_sound(ctx, about.company, sound)
    made = Sound(id=identifier, name=name_of(item)[:100], file=file.hash, seconds=round(file.seconds, 2))
    create_object(ctx, about.company, lambda _: made)

    def greeted(_: Company, before: Any) -> Any:
        return before.model_copy(update={"greeting": Prompt(sound=identifier)})

    change_object(ctx, about.company, cls, about.object_id, greeted)


def greeting_version(ctx: Context, node: str, company_id: str, file: str) -> int | None:
    """The first version in which callers hear the company's own copy of the file; None while it is on its way.

    `file` may have the company's folder before it, as nodes remember it.
    """
    identifier = sound_id(node, company_id, file.rpartition("/")[2])
    greeted = Version.puts.contains([{"data": {"greeting": {"sound": identifier}}}])
    return ctx.session.scalar(select(func.min(Version.number)).where(Version.company_id == company_id, greeted))


def sound_id(node: str, company_id: str, file: str) -> str:
    """The same however often the file comes."""
    return str(uuid5(NAMESPACE_URL, f"carillon:{node}/{company_id}/{file}"))


def _exists(ctx: Context, company_id: str, kind: Kind, identifier: str) -> bool:
    try:
        row_of(ctx, company_id, kind, identifier)
    except NotFound:
        return False
    return True
