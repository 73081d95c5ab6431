"""Sound files of a backup: decoded in a program of its own, like every upload, and kept as the company's."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from control_plane.core.context import Context
from control_plane.features.freepbx.reading.archive import members
from control_plane.features.freepbx.reading.limits import SOUND_MAX, SOUNDS_MAX
from control_plane.features.freepbx.translating.office import Office
from control_plane.features.sounds.decode import NoSound, decoded
from control_plane.features.sounds.keeping import keep_sound
from control_plane.features.sounds.models import SoundFile
from tenants.model import Kind

Files = dict[str, SoundFile]
"""By path in the archive."""


def keep_files(ctx: Context, company_id: str, file: IO[bytes], paths: Iterable[str]) -> Files:
    """Those of `paths` that hold a sound. Raises SoundsAway, Unreadable."""
    wanted, kept, size = set(paths), Files(), 0
    if not wanted:
        return kept
    refused: list[str] = []
    with tempfile.TemporaryDirectory(prefix="carillon-import-") as folder:
        for name, member, read in members(file, refused.append):
            size += member.size if name in wanted else 0
            if name in wanted and member.size <= SOUND_MAX and size <= SOUNDS_MAX:
                # The name that a decoder sees is ours; it goes by the content.
                source = Path(folder) / f"sound{Path(name).suffix.lower()}"
                source.write_bytes(read(SOUND_MAX))
                try:
                    with decoded(source) as sound:
                        kept[name] = keep_sound(ctx, company_id, sound)
                except NoSound:
                    continue
                finally:
                    source.unlink()
    return kept


def place_files(office: Office, files: Files) -> None:
    """Give each sound its file."""
    for identifier, path in office.sound_files.items():
        item = office.items.get((Kind.SOUND, identifier))
        if item is not None:
            office.replace(item, file=files[path].hash, seconds=round(files[path].seconds, 2))
