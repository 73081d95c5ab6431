"""Writing an archive as a stream: nothing of it is ever in memory or on a disk as a whole. Pure but for the parts."""

import hashlib
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from control_plane.features.archives.form import MANIFEST, Listed

# The first time that a ZIP can tell: an archive says nothing of when it was made.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
MODE: Final = stat.S_IFREG | 0o644


@dataclass(frozen=True)
class Part:
    """`chunks` gives the content when it is the part's turn."""

    name: str
    chunks: Callable[[], Iterable[bytes]]

    @classmethod
    def of(cls, name: str, content: bytes) -> "Part":
        return cls(name, lambda: (content,))


class _Sink:
    """What the ZIP writer writes to; it cannot seek, so the writer never goes back."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        data = bytes(self._waiting)
        self._waiting.clear()
        return data


def packed(parts: Iterable[Part], manifest: Callable[[list[Listed]], bytes]) -> Iterator[bytes]:
    """The archive in pieces; `manifest` gets what was written and gives the last part."""
    sink, listed = _Sink(), list[Listed]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]  # only writes
        for part in parts:
            digest, size = hashlib.sha256(), 0
            with archive.open(_entry(part.name), "w", force_zip64=True) as entry:
                for chunk in part.chunks():
                    digest.update(chunk)
                    size += len(chunk)
                    entry.write(chunk)
                    yield sink.taken()
            listed.append(Listed(name=part.name, bytes=size, sha256=digest.hexdigest()))
        archive.writestr(_entry(MANIFEST), manifest(listed))
    yield sink.taken()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.create_system, entry.external_attr = 3, MODE << 16
    return entry
