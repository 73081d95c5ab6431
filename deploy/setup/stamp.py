"""A result is up to date when the hash over its inputs is the one on its stamp, which is written last."""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def of(files: Iterable[Path], *words: str) -> str:
    """A hash over names and contents, and over `words` such as a tool's version."""
    digest = hashlib.sha256(repr(words).encode())
    for file in sorted(files):
        digest.update(str(file).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def fits(stamp: Path, value: str) -> bool:
    try:
        return stamp.read_text(encoding="utf-8") == value
    except OSError:
        return False


def write(stamp: Path, value: str) -> None:
    fresh = stamp.with_name(f"{stamp.name}.{os.getpid()}")
    fresh.write_text(value, encoding="utf-8")
    fresh.rename(stamp)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One maker at a time; `up` and `test` may run side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
