"""Sends acknowledgements from a thread of its own, so that the next change does not wait for the answer to the last."""

import logging
import queue
import threading

from node_agent.control.client import ControlPlane, ControlPlaneAway
from wire.reports import Acknowledgement, Acknowledgements

log = logging.getLogger(__name__)
BATCH = 200
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class Acknowledger:
    """`add` never blocks. What a restart loses is asked for again: the publisher repeats until it hears."""

    def __init__(self, control_plane: ControlPlane) -> None:
        self._control_plane = control_plane
        self._waiting: queue.SimpleQueue[Acknowledgement] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="acknowledge", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()

    def add(self, acknowledgement: Acknowledgement) -> None:
        self._waiting.put(acknowledgement)

    def _run(self) -> None:
        while not self._stopped.is_set():
            batch = [self._waiting.get()]
            while len(batch) < BATCH and not self._waiting.empty():
                batch.append(self._waiting.get())
            self._send(Acknowledgements(acknowledgements=tuple(batch)))

    def _send(self, report: Acknowledgements) -> None:
        pause = FIRST_PAUSE
        while not self._stopped.is_set():
            try:
                self._control_plane.acknowledge(report)
            except ControlPlaneAway as problem:
                log.warning("an acknowledgement waits: %s", problem)
                self._stopped.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return
