"""Processes that we started, remembered so that nobody else's is ever signalled.

A pid alone can be somebody else's tomorrow: with it we keep the time the process started and the boot it belongs to.
Source: proc_pid_stat(5), field 22.
"""

import json
import os
import signal
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Identity:
    """One process, for ever: no other has the same three."""

    pid: int
    started: int
    """Clock ticks since boot."""
    boot: str

    @classmethod
    def of(cls, pid: int) -> Self | None:
        """Who has this pid now; None when nobody, or only a zombie, has."""
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        # The name may hold spaces and parentheses; the fields start after the last one.
        fields = stat.rpartition(")")[2].split()
        return None if fields[0] in "ZX" else cls(pid, int(fields[19]), BOOT.read_text().strip())

    @property
    def alive(self) -> bool:
        return Identity.of(self.pid) == self

    @property
    def seconds(self) -> float:
        """How long it has run."""
        uptime = float(Path("/proc/uptime").read_text().split()[0])
        return uptime - self.started / os.sysconf("SC_CLK_TCK")


def remember(file: Path, pid: int) -> Identity:
    """Write the pid file of a process we have just started. Raises ProcessLookupError when it has ended already."""
    identity = Identity.of(pid)
    if identity is None:
        raise ProcessLookupError(f"process {pid} ended at once")
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.write_text(json.dumps(asdict(identity)), encoding="utf-8")
    fresh.rename(file)
    return identity


def recall(file: Path) -> Identity | None:
    """The living process of a pid file, or None."""
    try:
        identity = Identity(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return identity if identity.alive else None


def arguments(pid: int) -> list[str]:
    """The command line of a process; empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").split("\0")[:-1]
    except OSError:
        return []


def end(
    identity: Identity, *, first: signal.Signals = signal.SIGTERM, patience: float = 10.0, group: bool = False
) -> bool:
    """Ask with `first`, wait `patience` seconds, then SIGKILL. True when asking was enough.

    `group`: signal its whole process group; only for a process that leads one.
    """
    if _signal(identity, first, group) and not wait(identity, patience):
        _signal(identity, signal.SIGKILL, group)
        wait(identity, 5)
        return False
    return True


def wait(identity: Identity, patience: float) -> bool:
    """Wait until it has ended; False when it is still there after `patience` seconds."""
    deadline = time.monotonic() + patience
    while identity.alive:
        if time.monotonic() > deadline:
            return False
        _reap(identity.pid)
        time.sleep(0.02)
    return True


def _signal(identity: Identity, what: signal.Signals, group: bool) -> bool:
    if not identity.alive:
        return False
    try:
        (os.killpg if group else os.kill)(identity.pid, what)
    except ProcessLookupError:
        return False
    return True


def _reap(pid: int) -> None:
    """Collect it if it is a child of ours, so that it does not stay as a zombie."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
