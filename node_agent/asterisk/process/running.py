"""Which process is our Asterisk: a pid with its start time, so that a recycled pid is never taken for it."""

import contextlib
import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

ZOMBIE = "Z"


@dataclass(frozen=True)
class Running:
    """`started` is the kernel's start time in ticks since boot (proc(5), field 22), which never moves."""

    pid: int
    started: int

    @classmethod
    def of(cls, pid: int) -> Self:
        """Raises ProcessLookupError when it is gone."""
        state, started = _stat(pid)
        if state == ZOMBIE:
            raise ProcessLookupError(pid)
        return cls(pid, started)

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """What the pid file says, if that process is still the same one."""
        try:
            content = json.loads(path.read_text())
            found = cls(int(content["pid"]), int(content["started"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if found.alive else None

    def write(self, path: Path) -> None:
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(json.dumps({"pid": self.pid, "started": self.started}))
        fresh.replace(path)

    @property
    def alive(self) -> bool:
        try:
            state, started = _stat(self.pid)
        except ProcessLookupError:
            return False
        return started == self.started and state != ZOMBIE

    def wait(self, seconds: float) -> bool:
        """Whether it ended within `seconds`."""
        end = time.monotonic() + seconds
        while self.alive:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def kill(self) -> None:
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


def _stat(pid: int) -> tuple[str, int]:
    """State and start time. Raises ProcessLookupError."""
    try:
        # The name of the program stands in brackets and may hold anything, so count from its end.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError as problem:
        raise ProcessLookupError(pid) from problem
    return fields[0], int(fields[19])
