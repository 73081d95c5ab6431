"""Which files call logic is made of, and whether one was saved."""

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

APART: Final = frozenset({"custom", "__pycache__"})
"""Customisations are watched by those who run them (node_agent/custom/parent/code.py)."""


def forget_compiled(path: str) -> None:
    """Python takes compiled code for that of a source of the same size that was saved in the same second."""
    with suppress(FileNotFoundError):
        os.unlink(cache_from_source(path))


class SavedFiles:
    """The Python files below a folder. One that comes, goes or is saved is a change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = dict(self._look())

    def changed(self) -> set[str]:
        """Files that came, went or were saved since this was asked last."""
        before, self._known = self._known, dict(self._look())
        return {path for path, _ in before.items() ^ self._known.items()}

    def _look(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for folder, names, files in os.walk(self._folder):
            names[:] = [name for name in names if name not in APART]
            for path in (f"{folder}/{name}" for name in files if name.endswith(".py")):
                # An editor may be replacing it just now.
                with suppress(FileNotFoundError):
                    status = os.stat(path)
                    yield path, (status.st_mtime_ns, status.st_size)
