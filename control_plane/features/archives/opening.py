"""Opening somebody's archive: every check of its structure, before anything in it is believed.

No name of an entry ever reaches a disk, and no part is read beyond the size that was checked.
"""

import hashlib
import struct
import zipfile
from collections.abc import Iterator
from typing import IO, Final

from pydantic import ValidationError

from control_plane.features.archives.findings import Finding
from control_plane.features.archives.form import DIRECTORY_MAX, ENTRIES_MAX, MANIFEST, MANIFEST_MAX, NAME, Manifest
from control_plane.features.archives.json_parts import NotJson, parsed
from control_plane.features.archives.packing import MODE

_END: Final = 22
_LOCATOR: Final = 20
_SHOWN: Final = 80
BLOCK: Final = 1024 * 1024
_BROKEN = (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError, OSError, struct.error)


class NoArchive(Exception):
    """It cannot be opened at all."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.text)
        self.finding = finding


class Opened:
    """An archive whose entries are all plain files of known names; `part` reads one of them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.entries = {entry.filename: entry for entry in archive.infolist()}

    def chunks(self, name: str) -> Iterator[bytes]:
        """Raises NoArchive for a damaged part."""
        try:
            with self._archive.open(self.entries[name]) as part:
                while chunk := part.read(BLOCK):
                    yield chunk
        except _BROKEN:
            raise NoArchive(_damaged(name)) from None

    def read(self, name: str) -> bytes:
        return b"".join(self.chunks(name))


def opened(file: IO[bytes], size: int) -> tuple[Opened, list[Finding]]:
    """With findings the archive must not be read any further. Raises NoArchive."""
    _refuse_large_directory(file, size)
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except _BROKEN:
        raise NoArchive(_damaged("the archive")) from None
    return Opened(archive), list(_structure(entries, size))


def manifest_of(archive: Opened) -> Manifest:
    """Raises NoArchive."""
    entry = archive.entries.get(MANIFEST)
    if entry is None:
        raise NoArchive(Finding("no-manifest", MANIFEST, "There is no manifest: this is no archive of a company."))
    if entry.file_size > MANIFEST_MAX:
        raise NoArchive(Finding("too-large", MANIFEST, "The manifest is too large; export the company again."))
    try:
        said = parsed(archive.read(MANIFEST))
    except NotJson as problem:
        raise NoArchive(Finding(problem.code, MANIFEST, f"{problem}; export the company again.")) from None
    number = said.get("format") if isinstance(said, dict) else None
    if number != 1:
        words = f"The format {str(number)[:20]!r} is not known here; export with this release, or update this one."
        raise NoArchive(Finding("unknown-format", MANIFEST, words))
    try:
        return Manifest.model_validate(said)
    except ValidationError as problem:
        place = ".".join(map(str, problem.errors(include_input=False, include_url=False)[0]["loc"]))
        words = "The manifest does not have its form; export the company again."
        raise NoArchive(Finding("bad-manifest", f"{MANIFEST} {place}", words)) from None


def wrong_parts(archive: Opened, manifest: Manifest) -> Iterator[Finding]:
    """What is there and not listed, listed and not there, or other than listed. Reads everything once."""
    again = "The archive was changed or damaged on its way; fetch it again from where it was made."
    listed = {part.name: part for part in manifest.parts}
    if len(listed) != len(manifest.parts):
        yield Finding("listed-twice", MANIFEST, f"The manifest lists a part twice. {again}")
    for name in sorted(archive.entries.keys() - listed.keys() - {MANIFEST}):
        yield Finding("not-listed", name, f"The manifest does not list this part. {again}")
    for name, part in sorted(listed.items()):
        entry = archive.entries.get(name)
        if entry is None:
            yield Finding("part-missing", name[:_SHOWN], f"The manifest lists this part, and it is not there. {again}")
            continue
        digest = hashlib.sha256()
        try:
            for chunk in archive.chunks(name):
                digest.update(chunk)
        except NoArchive as problem:
            yield problem.finding
            continue
        if (entry.file_size, digest.hexdigest()) != (part.bytes, part.sha256):
            yield Finding("wrong-hash", name, f"This part is not what the manifest says. {again}")


def _structure(entries: list[zipfile.ZipInfo], size: int) -> Iterator[Finding]:
    if len(entries) > ENTRIES_MAX:
        yield Finding("too-many", "the archive", f"It has {len(entries)} parts; there is room for {ENTRIES_MAX}.")
        return
    if sum(entry.compress_size for entry in entries) > size:
        yield Finding("overlapping", "the archive", "Its parts overlap each other; that is how bombs are made.")
    seen = set[str]()
    for entry in entries:
        name = entry.filename[:_SHOWN]
        if not NAME.fullmatch(entry.filename):
            words = "No archive of a company has such a part; paths, folders and other names are refused."
            yield Finding("bad-name", repr(name), words)
        if entry.filename.casefold() in seen:
            yield Finding("twice", repr(name), "This part is there twice; one of them would hide the other.")
        seen.add(entry.filename.casefold())
        if entry.external_attr >> 16 != MODE:
            yield Finding(
                "no-plain-file", repr(name), "This part is a link, a folder or a device; only files belong here."
            )
        if entry.flag_bits & 0x1:
            yield Finding("encrypted", repr(name), "This part is encrypted by the ZIP itself; export without that.")
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            words = "This part is compressed; what is unpacked must not grow. Use the archive as it was exported."
            yield Finding("compressed", repr(name), words)


def _refuse_large_directory(file: IO[bytes], size: int) -> None:
    """Reading a ZIP begins with its whole list of entries in memory. Raises NoArchive."""
    back = min(size, _END + _LOCATOR)
    file.seek(size - back)
    tail = file.read(back)
    end = tail[-_END:]
    if len(end) < _END or not end.startswith(b"PK\x05\x06") or end[20:22] != b"\0\0":
        words = "This is no archive of a company, or it is not complete; upload the file as it was exported."
        raise NoArchive(Finding("no-archive", "the archive", words))
    directory = struct.unpack("<L", end[12:16])[0]
    locator = tail[:_LOCATOR]
    if len(tail) == _END + _LOCATOR and locator.startswith(b"PK\x06\x07"):
        (offset,) = struct.unpack("<Q", locator[8:16])
        if offset + 56 > size:
            raise NoArchive(_damaged("the archive"))
        file.seek(offset)
        record = file.read(56)
        directory = max(directory, struct.unpack("<Q", record[40:48])[0])
    if directory > DIRECTORY_MAX:
        raise NoArchive(Finding("too-large", "the archive", "Its list of parts is too large to be looked at."))


def _damaged(where: str) -> Finding:
    return Finding("damaged", where[:_SHOWN], "This cannot be read; fetch the archive again from where it was made.")
