"""Uploads between the report and the taking over: encrypted, one of each company, and gone after a day.

No row names them, so the chore that clears orphaned files erases what nobody has taken over.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Final

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import NotFound, Problem, TooLarge
from control_plane.core.storage import NoSuchFile, Storage, StorageAway
from control_plane.core.vault import FileUnreadable, vault_of
from control_plane.features.freepbx.reading.limits import UPLOAD_MAX

FOLDER: Final = "imports"
_ID: Final = re.compile(r"[0-9a-f-]{36}-([0-9]{1,10})")
_GONE: Final = "This upload is not here (any longer): one is kept for a day, or until the next. Upload the file again."


class ImportsAway(Problem):
    status, code, title = 503, "imports-away", "Uploads cannot be stored now"


@contextmanager
def spooled(upload: Iterable[bytes]) -> Iterator[IO[bytes]]:
    """All of it in a file of this machine, which goes when the block ends. Raises TooLarge."""
    size = 0
    with tempfile.NamedTemporaryFile(prefix="carillon-") as file:
        for piece in upload:
            size += len(piece)
            if size > UPLOAD_MAX:
                raise TooLarge(
                    f"The file is larger than {UPLOAD_MAX // 2**20} MB; leave recordings and calls out of it."
                )
            file.write(piece)
        file.flush()
        yield file


def keep(ctx: Context, company_id: str, file: IO[bytes]) -> str:
    """Returns the upload's id. Raises ImportsAway."""
    file.seek(0)
    vault = vault_of(ctx.settings)
    try:
        with vault.seal(iter(lambda: file.read(1024 * 1024), b""), company_id, most=UPLOAD_MAX) as sealed:
            identifier = f"{new_id()}-{sealed.bytes}"
            _make_room(vault.storage, company_id)
            vault.put(_name(company_id, identifier), sealed)
    except (StorageAway, OSError) as problem:
        raise ImportsAway("The storage does not answer; try again in a minute.") from problem
    return identifier


def pieces(ctx: Context, company_id: str, identifier: str) -> Iterator[bytes]:
    """The upload again. Raises NotFound, ImportsAway."""
    known = _ID.fullmatch(identifier)
    if known is None:
        raise NotFound(_GONE)
    try:
        yield from vault_of(ctx.settings).read(_name(company_id, identifier), company_id, int(known[1]))
    except (NoSuchFile, FileUnreadable):
        raise NotFound(_GONE) from None
    except StorageAway as problem:
        raise ImportsAway("The storage does not answer; try again in a minute.") from problem


def erase(ctx: Context, company_id: str, identifier: str) -> None:
    """What is left behind is erased within a day."""
    try:
        vault_of(ctx.settings).storage.delete(_name(company_id, identifier))
    except StorageAway:
        return


def _make_room(storage: Storage, company_id: str) -> None:
    """A company has one upload at a time: whoever uploads again and again fills no disk. Raises StorageAway."""
    for listed in list(storage.names(f"{FOLDER}/{company_id}")):
        storage.delete(listed.name)


def _name(company_id: str, identifier: str) -> str:
    return f"{FOLDER}/{company_id}/{identifier}"
