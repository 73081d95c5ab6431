"""Tells the control plane of switches, in order, until it has taken them up. Runs in the facts process."""

import logging
import sqlite3
import threading
from pathlib import Path

from node_agent.control import ControlPlane, ControlPlaneAway
from node_agent.memory.file import MemoryFile
from wire.reports import SWITCHES_MAX, Switches

log = logging.getLogger(__name__)
EVERY = 0.2
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class SwitchReporter:
    """`step` sends one batch; what was not taken up is sent again."""

    def __init__(self, file: MemoryFile, control_plane: ControlPlane) -> None:
        self._file, self._control_plane = file, control_plane

    def step(self) -> bool:
        """Whether everything that waited was taken up. Raises ControlPlaneAway, sqlite3.Error."""
        waiting = self._file.untold(SWITCHES_MAX)
        if not waiting:
            return True
        answer = self._control_plane.switched(Switches(switches=waiting))
        sent = {switch.id for switch in waiting}
        taken = {i: version for i, version in answer.taken.items() if i in sent}
        self._file.taken(taken)
        if len(taken) < len(waiting):
            log.info("%s switches wait to be taken up", len(waiting) - len(taken))
        return len(taken) == len(waiting)


def report_switches(path: Path, control_plane: ControlPlane, stop: threading.Event) -> None:
    """Until `stop`; in a thread of its own."""
    pause = FIRST_PAUSE
    reporter = SwitchReporter(MemoryFile.open(path), control_plane)
    while not stop.is_set():
        try:
            done = reporter.step()
        except ControlPlaneAway as problem:
            log.debug("switches wait: %s", problem)
            done = False
        except sqlite3.Error as problem:
            log.error("switches cannot be read now: %s", problem)
            done = False
        pause = EVERY if done else min(max(pause, FIRST_PAUSE) * 2, LONGEST_PAUSE)
        stop.wait(pause)
