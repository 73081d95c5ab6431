"""The archive of a bundle: files of a folder in, checked files out. No path of an archive ever reaches a disk here."""

import hashlib
import io
import re
import stat
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final

from wire.bundles.manifest import FILE, Manifest
from wire.bundles.refusals import BadArchive

SIZE_MAX: Final = 1024 * 1024
"""Bytes of all files together."""
FILES_MAX: Final = 200
LONGEST: Final = 120
KINDS: Final = frozenset({".py", ".md", ".txt", ".json", ".toml", ".csv"})
_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}")
# The first time that a ZIP can tell.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = stat.S_IFREG | 0o644


def pack(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """The archive of `files` by path (`<name>/…`); the same always gives the same bytes. Raises BadArchive."""
    if {path: hash_of(content) for path, content in files.items()} != manifest.files:
        raise BadArchive("the manifest names other files than there are; pack the folder again")
    refuse_files(manifest.name, files)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for path, content in [(FILE, manifest.written()), *sorted(files.items())]:
            entry = zipfile.ZipInfo(path, _NO_TIME)
            entry.create_system, entry.external_attr = 3, _MODE << 16
            archive.writestr(entry, content)
    return written.getvalue()


def unpack(archive: bytes) -> tuple[Manifest, dict[str, bytes]]:
    """Manifest and files by path, after every check. Raises BadArchive."""
    contents = _contents(archive)
    manifest = Manifest.read(contents.pop(FILE, b""))
    if {path: hash_of(content) for path, content in contents.items()} != manifest.files:
        raise BadArchive("its files are not those that its manifest names; pack it again")
    refuse_files(manifest.name, contents)
    if pack(manifest, contents) != archive:
        # One content has one archive: nothing can hide between or behind the entries.
        raise BadArchive("it was not packed by us; pack the folder with this release")
    return manifest, contents


def refuse_files(name: str, files: Mapping[str, bytes]) -> None:
    """Whatever does not belong into the bundle `name`. Raises BadArchive."""
    refuse_paths(name, files)
    if (size := sum(map(len, files.values()))) > SIZE_MAX:
        raise BadArchive(
            f"it holds {size:,} bytes; a bundle has room for {SIZE_MAX:,}: leave out what calls do not need"
        )
    for path, content in files.items():
        try:
            text = content.decode()
        except UnicodeDecodeError:
            raise BadArchive(f"{path} is no UTF-8 text; a bundle holds no binaries") from None
        if "\0" in text:
            raise BadArchive(f"{path} is no text: it holds a NUL; a bundle holds no binaries")


def refuse_paths(name: str, paths: Iterable[str]) -> None:
    """Raises BadArchive."""
    found = list(paths)
    if len(found) > FILES_MAX:
        raise BadArchive(f"it has {len(found)} files; a bundle has room for {FILES_MAX}")
    seen: dict[str, str] = {}
    for path in found:
        _refuse_path(name, path)
        if (other := seen.setdefault(path.casefold(), path)) != path:
            raise BadArchive(f"{path} and {other} differ in capitals alone; rename one of them")
    for path in found:
        for above in PurePosixPath(path).parents:
            if str(above).casefold() in seen:
                raise BadArchive(f"{above} is a file and a folder; rename one of them")
    if f"{name}/__init__.py" not in found:
        raise BadArchive(f"it has no {name}/__init__.py that offers CUSTOMISATION")


def _refuse_path(name: str, path: str) -> None:
    parts = path.split("/")
    if parts[0] != name or len(parts) < 2:
        raise BadArchive(f"{path[:LONGEST]!r} lies outside of the folder {name}")
    if len(path) > LONGEST or not all(_PART.fullmatch(part) and not part.endswith(".") for part in parts):
        raise BadArchive(
            f"{path[:LONGEST]!r} is no name for a file here; use letters, digits, hyphens, underscores and dots"
        )
    if PurePosixPath(path).suffix not in KINDS:
        raise BadArchive(f"{path} does not belong into a bundle; it may hold {', '.join(sorted(KINDS))}")


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _contents(archive: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            entries = opened.infolist()
            _refuse_entries(entries)
            return {entry.filename: opened.read(entry) for entry in entries}
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
        raise BadArchive("it is no archive, or a damaged one; pack it again") from problem


def _refuse_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Before anything is read. Raises BadArchive."""
    if len(entries) > FILES_MAX + 1 or sum(entry.file_size for entry in entries) > 2 * SIZE_MAX:
        raise BadArchive(f"it is larger than a bundle may be: {FILES_MAX} files, {SIZE_MAX:,} bytes")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise BadArchive("it holds a file twice")
    for entry in entries:
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            raise BadArchive(f"{entry.filename[:LONGEST]!r} is compressed; what is unpacked must not grow")
        if entry.external_attr >> 16 != _MODE:
            raise BadArchive(f"{entry.filename[:LONGEST]!r} is no plain file: links and devices do not belong here")
