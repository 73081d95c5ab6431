"""What the API and the pages share: how much an upload may bring, and a sound as callers hear it."""

from flask import Response

from control_plane.core.context import Context
from control_plane.core.problems import NotFound
from control_plane.core.ranges import file_answer
from control_plane.core.vault import vault_of
from control_plane.features.objects.rows import find_object
from control_plane.features.sounds.decode import UPLOAD_MAX
from control_plane.features.sounds.models import SoundFile
from tenants.model import Sound

BLOCK = 1024 * 1024
A_LITTLE_MORE = UPLOAD_MAX + BLOCK
"""So that whoever sends a file that is too large hears that, and not that the request is."""


def audio(ctx: Context, company: str, sound: str) -> Response:
    """Raises NotFound, FileGone, FilesAway."""
    item = find_object(ctx, company, Sound, sound)
    file = ctx.session.get(SoundFile, (company, item.file)) if item is not None else None
    if file is None:
        raise NotFound("There is no such sound; reload the list.")
    return file_answer(vault_of(ctx.settings), file.storage, owner=company, size=file.bytes, kind="audio/wav")
