"""Which process is our Asterisk: a pid with its start time, so that a recycled pid is never taken for it."""

import contextlib
import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

TOLERANCE = 0.05


@dataclass(frozen=True)
class Running:
    """`started` is the kernel's start time in Unix seconds."""

    pid: int
    started: float

    @classmethod
    def of(cls, pid: int) -> Self:
        """Raises ProcessLookupError when it is gone."""
        try:
            return cls(pid, psutil.Process(pid).create_time())
        except psutil.Error as problem:
            raise ProcessLookupError(pid) from problem

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """What the pid file says, if that process is still the same one."""
        try:
            content = json.loads(path.read_text())
            found = cls(int(content["pid"]), float(content["started"]))
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
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < TOLERANCE
            return bool(same and process.status() != psutil.STATUS_ZOMBIE)
        except psutil.Error:
            return False

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
