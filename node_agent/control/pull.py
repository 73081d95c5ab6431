"""Asks for changes at start and every 30 s (± 20 %), whatever the queue does: a lost doorbell costs half a minute."""

import logging
import random
import sqlite3
import threading
import time

from node_agent.apply.receive import Receiver
from node_agent.asterisk.realtime.database import RealtimeUnreadable
from node_agent.control.client import ControlPlane, ControlPlaneAway
from wire.reports import Held, Pull

log = logging.getLogger(__name__)
EVERY, JITTER = 30.0, 0.2
AT_LEAST = 1.0
"""Between two pulls, however often somebody asks: a change that never fits must not become a loop."""
ROUNDS_MAX = 1000


class Puller:
    """A thread; `ask` wakes it, for example when a change did not fit. `receiver` is set before `start`."""

    receiver: Receiver

    def __init__(self, control_plane: ControlPlane) -> None:
        self._control_plane = control_plane
        self._wake = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="pull", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped = True
        self._wake.set()

    def ask(self) -> None:
        """Pull soon; does not wait."""
        self._wake.set()

    def pull(self) -> int:
        """Ask until nothing more is offered; returns how many messages came. Raises ControlPlaneAway."""
        count = 0
        for _ in range(ROUNDS_MAX):
            answer = self._control_plane.pull(held_by(self.receiver))
            for envelope in answer.envelopes:
                self.receiver.deliver(envelope)
            count += len(answer.envelopes)
            if not answer.more or not answer.envelopes:
                break
        return count

    def _run(self) -> None:
        while not self._stopped:
            try:
                self.pull()
            except ControlPlaneAway as problem:
                log.info("no pull now: %s", problem)
            except (sqlite3.Error, RealtimeUnreadable, OSError):
                log.exception("a pulled change could not be put in force; it is tried again")
            time.sleep(AT_LEAST)
            self._wake.wait(EVERY * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311
            self._wake.clear()


def held_by(receiver: Receiver) -> Pull:
    """What the node serves now."""
    heads = receiver.heads.items()
    return Pull(held={c: Held(version=h.version, state_hash=h.state_hash) for c, h in heads if not h.removed})
