"""Answers with a file from the vault, whole or a part of it (RFC 9110 §14), decrypted on its way."""

import re
from dataclasses import dataclass

from flask import Response, request

from control_plane.core.problems import Problem
from control_plane.core.storage import NoSuchFile, StorageAway
from control_plane.core.vault import FileUnreadable, Vault

_RANGE = re.compile(r"bytes=(\d{1,15})?-(\d{1,15})?")


class FileGone(Problem):
    """The row is there and the file is not, or not ours."""

    status, code, title = 410, "file-gone", "The file cannot be read any more"


class FilesAway(Problem):
    status, code, title = 503, "files-away", "Files cannot be read now"


class NoSuchPart(Problem):
    status, code, title = 416, "no-such-part", "The file has no such part"


@dataclass(frozen=True)
class Part:
    """Bytes `start` to `end`, not included; `whole` when nobody asked for a part."""

    start: int
    end: int
    whole: bool


def asked_part(size: int, header: str | None) -> Part:
    """What `Range` asks for; forms that we do not know count as not asked. Raises NoSuchPart."""
    found = _RANGE.fullmatch(header.strip()) if header else None
    if found is None or found.groups() == (None, None):
        return Part(0, size, whole=True)
    first, last = found.groups()
    if first is None:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), size if last is None else min(size, int(last) + 1)
    if start >= end:
        raise NoSuchPart(f"The file has {size} bytes; ask for a part of them.")
    return Part(start, end, whole=False)


def file_answer(vault: Vault, name: str, *, owner: str, size: int, kind: str, save_as: str = "") -> Response:
    """`kind` is the media type; `save_as` (ASCII, ours) offers it as a download.

    Raises NoSuchPart, FileGone, FilesAway.
    """
    part = asked_part(size, request.headers.get("Range"))
    try:
        content = vault.read(name, owner, size, part.start, part.end)
    except (NoSuchFile, FileUnreadable) as problem:
        raise FileGone("The file was removed or damaged; nothing can bring it back.") from problem
    except StorageAway as problem:
        raise FilesAway("The storage does not answer; try again in a minute.") from problem
    answer = Response(content, status=200 if part.whole else 206, mimetype=kind)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Content-Length"] = str(part.end - part.start)
    if not part.whole:
        answer.headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{size}"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = f'attachment; filename="{save_as}"' if save_as else "inline"
    return answer
