"""Recordings of talks on the node: pending while they grow, complete when their sidecar is there.

`<company>/<name>.wav` grows; `<name>.pending` tells whose it is. When the recorded leg hangs up, `<name>.json` (company,
call, started, seconds) appears last and `<name>.pending` goes: whoever uploads looks for sidecars alone.
"""

import json
import logging
import wave
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)
PENDING, COMPLETE = ".pending", ".json"
HEADER_BYTES = 44


@dataclass(frozen=True, slots=True)
class Pending:
    """A recording that has begun, or may begin by short code. `started` in ISO 8601 with zone."""

    company: str
    call: str
    """The journey's id, as in facts."""
    started: str


class Recordings:
    """The folder. Small synchronous file operations, no more than one or two per call."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, name: str, pending: Pending) -> None:
        """`name` without ending. Raises OSError."""
        path = self._path(name, PENDING)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(json.dumps(asdict(pending)), encoding="utf-8")

    def discard(self, name: str) -> None:
        """Throw away what there is; harmless when there is nothing."""
        self._path(name, PENDING).unlink(missing_ok=True)
        self._path(name, ".wav").unlink(missing_ok=True)

    def complete(self, name: str) -> bool:
        """Write the sidecar if the recording holds anything; False when it is unknown, complete already or empty."""
        pending = self._path(name, PENDING)
        try:
            told = json.loads(pending.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        seconds = seconds_of(self._path(name, ".wav"))
        if seconds <= 0:
            self.discard(name)
            return False
        fresh = self._path(name, ".new")
        fresh.write_text(json.dumps({**told, "seconds": seconds}), encoding="utf-8")
        fresh.replace(self._path(name, COMPLETE))
        pending.unlink(missing_ok=True)
        return True

    def left_over(self, before: float) -> Iterator[str]:
        """Names of pending recordings that nothing was written to since `before` (Unix seconds)."""
        for pending in sorted(self._folder.glob(f"*/*{PENDING}")):
            name = f"{pending.parent.name}/{pending.name.removesuffix(PENDING)}"
            if max(_changed(pending), _changed(self._path(name, ".wav"))) < before:
                yield name

    def _path(self, name: str, ending: str) -> Path:
        return self._folder / f"{name}{ending}"


def seconds_of(path: Path) -> float:
    """The length of a WAV file, also of one whose header was not finished; 0 when it cannot be read."""
    try:
        size = path.stat().st_size
        with wave.open(str(path), "rb") as file:
            bytes_per_second = file.getframerate() * file.getsampwidth() * file.getnchannels()
    except (OSError, EOFError, wave.Error):
        return 0.0
    return round(max(0, size - HEADER_BYTES) / bytes_per_second, 2)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
