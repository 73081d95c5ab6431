"""What exactly is in an image: a hash per file, and one over all, which is the image's name."""

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

CHUNK = 1 << 20
THREADS = min(4, os.cpu_count() or 1)

Files = dict[str, str]
"""Path below the root → "<octal mode> <sha256>" for files, "dir <octal mode>" for folders, "-> target" for links."""


@dataclass(frozen=True)
class Manifest:
    """manifest.json beside the root file system."""

    id: str
    recipe: str
    suite: str
    built_at: str
    packages: dict[str, str]
    files: Files
    missing: list[str] = field(default_factory=list)
    """What does not work, because a patch does not fit these packages."""

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises OSError, ValueError or TypeError when the file is missing or is not a manifest."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def tree_id(files: Files) -> str:
    """The content address: 128 bits of SHA-256 over paths, modes and contents. Times and owners do not count."""
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:32]


def scan(rootfs: Path) -> Files:
    """Every entry below `rootfs` with its hash; reads all files, with a few threads (hashing releases the GIL)."""
    entries = sorted(_walk(rootfs))
    with ThreadPoolExecutor(THREADS) as pool:
        return dict(zip((name for name, _ in entries), pool.map(_describe, (path for _, path in entries)), strict=True))


def first_difference(expected: Files, found: Files) -> str | None:
    """A sentence about the first entry, by path, that is not as it was built; None when all are."""
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            return f"{name} is missing"
        if name not in expected:
            return f"{name} was not there when the image was built"
        if expected[name] != found[name]:
            return f"{name} has changed"
    return None


def _walk(rootfs: Path) -> Iterator[tuple[str, str]]:
    waiting = [str(rootfs)]
    prefix = len(waiting[0]) + 1
    while waiting:
        with os.scandir(waiting.pop()) as folder:
            for entry in folder:
                yield entry.path[prefix:], entry.path
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)


def _describe(path: str) -> str:
    info = os.lstat(path)
    mode = f"{stat.S_IMODE(info.st_mode):04o}"
    if stat.S_ISLNK(info.st_mode):
        return f"-> {os.readlink(path)}"
    if stat.S_ISDIR(info.st_mode):
        return f"dir {mode}"
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return f"{mode} {digest.hexdigest()}"
