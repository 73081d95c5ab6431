"""The call logic's decisions on their way to the spool: `append` costs a queue, a thread does the writing."""

import logging
import queue
import secrets
import sqlite3
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from node_agent.asterisk.cel.translate import call_id, cut
from node_agent.spool.spool import Spool
from tenants.calls.decision import Decision
from wire.facts import Decision as WireDecision
from wire.facts import Fact, FactKind

log = logging.getLogger(__name__)
TOGETHER = 0.02
"""Seconds to wait for more, so that one transaction carries a burst."""
MOST = 10_000
"""Decisions in memory while the disk takes none; above it the newest are dropped and counted."""
RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Said:
    """A decision as it was appended; turned into a fact by the writing thread, off the call's path."""

    call: str
    company: str
    version: int
    at: datetime
    decision: Decision


class CallDecisions:
    """The decisions of one call."""

    __slots__ = ("_call", "_company", "_log", "_version")

    def __init__(self, log_: "DecisionLog", call: str, company: str, version: int) -> None:
        self._log, self._call, self._company, self._version = log_, call, company, version

    def append(self, decision: Decision) -> None:
        """Keep a decision soon; never blocks, never raises."""
        self._log._put(_Said(self._call, self._company, self._version, datetime.now(UTC), decision))


class DecisionLog:
    """Used by the calls process. `dropped` counts what could not be kept, by reason; `close` writes what is left."""

    def __init__(self, path: Path, node: str) -> None:
        self._path, self._node = path, node
        self._boot = secrets.token_hex(4)
        self._number = count(1)
        self._waiting: queue.Queue[_Said | None] = queue.Queue(MOST)
        self.dropped: Counter[str] = Counter()
        self._thread = threading.Thread(target=self._run, name="decisions", daemon=True)
        self._thread.start()

    def of_call(self, call: str, company: str, version: int) -> CallDecisions:
        """`call` is Asterisk's linked id; `version` the company's version that decides."""
        return CallDecisions(self, call, company, version)

    def close(self) -> None:
        """Write what waits, then end."""
        self._waiting.put(None)
        self._thread.join(5)

    def _put(self, said: _Said) -> None:
        try:
            self._waiting.put_nowait(said)
        except queue.Full:
            self.dropped["queue-full"] += 1

    def _run(self) -> None:
        spool: Spool | None = None
        batch: list[Fact] = []
        ending = False
        while not ending:
            batch, ending = self._collect(batch)
            try:
                spool = spool or Spool.open(self._path)
                spool.decide(batch)
                batch = []
            except sqlite3.Error as problem:
                log.error("ALERT decisions cannot be kept: %s; %s wait in memory", problem, len(batch))
                if ending:
                    self.dropped["disk"] += len(batch)
        if spool:
            spool.close()

    def _collect(self, batch: list[Fact]) -> tuple[list[Fact], bool]:
        """`batch` and what came since, and whether this is the end."""
        wait: float | None = RETRY_SECONDS if batch else None
        while len(batch) < MOST:
            try:
                said = self._waiting.get(timeout=wait)
            except queue.Empty:
                break
            if said is None:
                return batch, True
            batch.append(self._fact(said))
            wait = TOGETHER
        return batch, False

    def _fact(self, said: _Said) -> Fact:
        decision = said.decision
        call = call_id(self._node, said.call)
        return Fact(
            id=f"{self._node}/d/{self._boot}/{next(self._number)}",
            call=call,
            company=said.company,
            kind=FactKind.DECISION,
            at=said.at,
            decision=WireDecision(
                object_kind=cut(decision.object_kind),
                object_id=cut(decision.object_id),
                rule=decision.rule,
                version=said.version,
                result=decision.reason or "",
                text=cut(decision.text),
            ),
        )
