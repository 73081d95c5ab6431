"""What the node made: recordings, mailbox messages, greetings, faxes. Whoever makes one calls `keep` when it is done.

Below `<node state>/recordings/<company>/`, for a file `x.wav`:

    x.wav           the file; while it is being written, nothing but `x.wav.begun` stands beside it
    x.wav.begun     what it will be: from it a file is completed that a crash cut short (see `begin`)
    x.wav.json      the sidecar, written last: the file is complete and waits for its upload
    x.wav.kept      uploaded, and still here: a message that people listen to by phone
    x.wav.refused   the control plane does not want it; kept a while for the operator
    <id>.news       a message was heard or deleted by phone; waits to be told

All functions write through to the disk before they return, so call them in a thread from an event loop.
"""

import os
import secrets
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from tenants.model.document import Document
from wire.files import FileKind, KeptFile, MessageNews, MessageState

BEGUN, WAITING, KEPT, REFUSED, NEWS = ".begun", ".json", ".kept", ".refused", ".news"


def begin(recordings: Path, file: str, *, kind: FileKind, at: datetime, **about: Any) -> KeptFile:
    """Say what a file will be before it is written, so that a crash loses nothing of it. Arguments as for `keep`.

    Raises OSError, pydantic.ValidationError.
    """
    described = describe(file, kind=kind, at=at, **about)
    _write(_beside(recordings, described, BEGUN), described)
    return described


def keep(recordings: Path, file: str, *, kind: FileKind, at: datetime, seconds: float, **about: Any) -> KeptFile:
    """The file is complete: it is uploaded from now on, whatever happens to this process.

    `recordings` is `<node state>/recordings`; `file` is `<company>/<name>` below it, as in `call.Taken.file`. `about`
    are further fields of `wire.files.KeptFile`: `call` (the id that facts have), `object_kind`, `object_id`, `message`
    (its id in the mailbox), `number` and `name` of the caller, which may be hostile. Harmless when repeated.
    Raises OSError (FileNotFoundError when there is no such file), pydantic.ValidationError.
    """
    described = describe(file, kind=kind, at=at, seconds=seconds, **about)
    complete(recordings, described)
    return described


def complete(recordings: Path, about: KeptFile) -> None:
    """As `keep`, for what is described already. Raises OSError."""
    _synchronise(recordings / about.company / about.file)
    if not _beside(recordings, about, KEPT).exists():
        _write(_beside(recordings, about, WAITING), about)
    _beside(recordings, about, BEGUN).unlink(missing_ok=True)


def forget(recordings: Path, company: str, file: str) -> None:
    """Delete a file here, and what says that it was; a message that somebody deleted by phone, for example.

    Harmless when it is gone. Raises OSError.
    """
    media = recordings / company / PurePosixPath(file).name
    for ending in (WAITING, BEGUN, KEPT, REFUSED):
        media.with_name(media.name + ending).unlink(missing_ok=True)
    media.unlink(missing_ok=True)


def tell(recordings: Path, *, company: str, mailbox: str, message: str, heard: bool = False) -> None:
    """A message was deleted by phone, or (`heard`) listened to: the portal follows. Raises OSError, ValidationError."""
    state = MessageState.HEARD if heard else MessageState.GONE
    news = MessageNews(company=company, mailbox=mailbox, message=message, state=state)
    _write(recordings / company / f"{secrets.token_hex(16)}{NEWS}", news)


def describe(file: str, *, kind: FileKind, at: datetime, **about: Any) -> KeptFile:
    """Raises pydantic.ValidationError, also for a name that leads out of the company's folder."""
    company, _, name = file.partition("/")
    return KeptFile(kind=kind, company=company, file=name, at=at, **about)


def _beside(recordings: Path, about: KeptFile, ending: str) -> Path:
    return recordings / about.company / f"{about.file}{ending}"


def _write(path: Path, content: Document) -> None:
    """Readers see all of it or nothing; it is on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("wb") as file:
            file.write(content.canonical())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _synchronise(path.parent)


def _synchronise(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
