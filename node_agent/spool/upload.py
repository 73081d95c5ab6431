"""Brings facts to the control plane: at least once, deleted here only after the answer."""

import logging

from node_agent.control import ControlPlane, ControlPlaneAway
from node_agent.spool.spool import Spool
from wire.facts import Facts

log = logging.getLogger(__name__)
BATCH = 500


class Uploader:
    """`step` uploads one batch. After a failure the batch is tried again as it was, and smaller when it was refused."""

    def __init__(self, spool: Spool, control_plane: ControlPlane) -> None:
        self._spool, self._control_plane = spool, control_plane
        self._away = False

    def step(self) -> int:
        """How many facts were stored; 0 when none wait. Raises ControlPlaneAway, sqlite3.Error."""
        waiting = self._spool.waiting(BATCH)
        if not waiting.facts:
            return 0
        try:
            answer = self._control_plane.upload(Facts(facts=waiting.facts))
        except ControlPlaneAway as problem:
            if not self._away:
                log.warning("facts wait: %s", problem)
            self._away = True
            raise
        if self._away:
            log.info("facts are uploaded again")
        self._away = False
        if answer.accepted < len(waiting.facts):
            log.warning("the control plane stored %s of %s facts", answer.accepted, len(waiting.facts))
        self._spool.forget(waiting)
        return len(waiting.facts)
