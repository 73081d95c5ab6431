"""Keeps one process of the Procfile running: it is started again, after growing pauses, and the others do not notice.

`python -m deploy.keep FOLDER NAME -- command…` writes FOLDER/run/NAME.json (who keeps, who is kept, how often it was
restarted) and ends, with its child, on SIGTERM or when its own parent is gone.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from deploy.processes import Identity

FIRST, LONGEST = 0.5, 30.0
# A process that ran this long was well; the next pause is short again.
STEADY = 60.0
# How long a child may take to end before it is killed; honcho kills the whole group after five seconds.
PATIENCE = 4.0
PR_SET_PDEATHSIG = 1


def next_pause(pause: float, ran: float) -> float:
    """Seconds to wait before the next start, after a pause of `pause` and a run of `ran` seconds. Doubles up to 30."""
    return FIRST if ran >= STEADY else min(LONGEST, max(FIRST, pause * 2))


class Keeper:
    """The loop. `run` returns when it was asked to stop and the child has ended."""

    def __init__(self, folder: Path, name: str, argv: Sequence[str]) -> None:
        self.file, self.name, self.argv = folder / "run" / f"{name}.json", name, argv
        self.stopping = False
        self.restarts = 0
        self.child: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        pause = 0.0
        while not self.stopping:
            began = time.monotonic()
            self.child = subprocess.Popen(self.argv)
            self._record(self.child.pid)
            if self.stopping:
                # Asked between the start and the note of whom to tell.
                self.child.terminate()
            code = self._wait(self.child)
            if self.stopping:
                break
            pause = next_pause(pause, time.monotonic() - began)
            self.restarts += 1
            print(f"{self.name} ended with {code}; starts again in {pause:g} s", flush=True)
            self._sleep(pause)
        self.file.unlink(missing_ok=True)

    def _stop(self, _signal: int, _frame: object) -> None:
        self.stopping = True
        if self.child is not None and self.child.poll() is None:
            self.child.terminate()

    def _wait(self, child: subprocess.Popen[bytes]) -> int:
        deadline: float | None = None
        while True:
            try:
                return child.wait(0.5)
            except subprocess.TimeoutExpired:
                if self.stopping:
                    deadline = deadline or time.monotonic() + PATIENCE
                    if time.monotonic() > deadline:
                        child.kill()

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.1)

    def _record(self, child: int) -> None:
        who = {"keeper": Identity.of(os.getpid()), "child": Identity.of(child)}
        text = json.dumps({name: asdict(it) for name, it in who.items() if it} | {"restarts": self.restarts})
        fresh = self.file.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.rename(self.file)


def main(arguments: Sequence[str]) -> None:
    folder, name, dashes, *argv = arguments
    assert dashes == "--"
    assert argv
    # When the runner is killed, nobody is left to stop us: then we stop.
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    Keeper(Path(folder), name, argv).run()


if __name__ == "__main__":
    main(sys.argv[1:])
