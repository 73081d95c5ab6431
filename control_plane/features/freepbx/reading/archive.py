"""Looking into the tar archive of FreePBX's backup: read as a stream, nothing is written to where a name says."""

import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any, Final, cast

from control_plane.features.freepbx.reading.faults import Unreadable
from control_plane.features.freepbx.reading.limits import (
    JSON_MAX,
    MEMBERS_MAX,
    SQL_MAX,
    TEXT_MAX,
    UNPACKED_MAX,
)

_BLOCK: Final = 1024 * 1024
_TEXTS: Final = frozenset({"manifest", "astdb", "metadata.json"})
_SOUNDS: Final = frozenset({".wav", ".mp3", ".ulaw", ".alaw", ".gsm", ".ogg", ".flac", ".m4a", ".sln", ".wav49"})


@dataclass
class Archive:
    """`texts`: what is to be read, by path in the archive; `sounds`: paths of sound files, with their sizes."""

    texts: dict[str, bytes] = field(default_factory=dict)
    sounds: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    """Entries that point out of the archive, or are no files."""
    too_large: list[str] = field(default_factory=list)
    """Texts that are more than can be read."""


def read_archive(file: IO[bytes]) -> Archive:
    """Raises Unreadable."""
    found, size = Archive(), 0
    for name, member, content in members(file, found.refused.append):
        path = PurePosixPath(name)
        if _is_text(path):
            limit = JSON_MAX if path.suffix == ".json" else SQL_MAX
            try:
                text = content(limit)
                found.texts[name] = unpacked(text, SQL_MAX) if path.suffix == ".gz" else text
            except Unreadable as problem:
                # Old backups hold the history of all calls beside the settings.
                if problem.code != "too-large":
                    raise
                found.too_large.append(name)
                continue
            size += len(found.texts[name])
            if size > TEXT_MAX:
                raise Unreadable("too-large")
        elif path.suffix.lower() in _SOUNDS and ("sounds" in path.parts or "moh" in path.parts):
            found.sounds[name] = member.size
    return found


def members(
    file: IO[bytes], refused: Callable[[str], Any]
) -> Iterator[tuple[str, tarfile.TarInfo, Callable[[int], bytes]]]:
    """Files of the archive by clean name, each with a function that reads at most so many bytes. Raises Unreadable."""
    file.seek(0)
    count = size = 0
    with _in_words(), tarfile.open(fileobj=file, mode="r|*", bufsize=_BLOCK) as archive:
        for member in archive:
            count, size = count + 1, size + max(member.size, 0)
            if count > MEMBERS_MAX or size > UNPACKED_MAX:
                raise Unreadable("too-large")
            name = clean_name(member.name)
            if name is None or not (member.isreg() or member.isdir()) or member.issparse():
                refused(member.name[:200])
            elif member.isreg():
                yield name, member, _reader(archive, member)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (EOFError, tarfile.ReadError) as problem:
        raise Unreadable("truncated" if "end" in str(problem) or "truncated" in str(problem) else "damaged") from None
    except (tarfile.TarError, zlib.error, OSError, ValueError):
        raise Unreadable("damaged") from None


def _reader(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        if member.size > limit:
            raise Unreadable("too-large", member.name[:200])
        with _in_words(), cast("IO[bytes]", archive.extractfile(member)) as content:
            text = content.read(limit + 1)
        if len(text) < member.size:
            raise Unreadable("truncated")
        return text

    return read


def clean_name(name: str) -> str | None:
    """The path without a leading slash; None for one that leads out of the archive."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if not parts or ".." in parts or any(ord(letter) < 32 for letter in name):
        return None
    return "/".join(parts)


def unpacked(data: bytes, limit: int) -> bytes:
    """What gzip packed. Raises Unreadable beyond `limit` bytes, or for a damaged or short file."""
    packed, pieces, size = data, [], 0
    try:
        while packed:
            stream = zlib.decompressobj(wbits=31)
            piece = stream.decompress(packed, limit - size + 1)
            size += len(piece)
            pieces.append(piece)
            if size > limit:
                raise Unreadable("too-large")
            if not stream.eof:
                raise Unreadable("truncated")
            packed = stream.unused_data.lstrip(b"\0")
    except zlib.error:
        raise Unreadable("damaged") from None
    return b"".join(pieces)


def _is_text(path: PurePosixPath) -> bool:
    if path.name == "voicemail.conf" or (len(path.parts) == 1 and path.name in _TEXTS):
        return True
    if path.parts[0] == "modulejson":
        return path.suffix == ".json"
    return path.suffix == ".sql" or path.suffixes[-2:] == [".sql", ".gz"]
