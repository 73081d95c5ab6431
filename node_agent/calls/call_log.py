"""The decisions of one call on their way to the spool, as call facts."""

import time
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from node_agent.spool.decisions import DecisionLog
from tenants.calls.decision import Decision
from tenants.calls.outcome import Reason
from wire.facts import Decision as DecisionFact
from wire.facts import Fact, FactKind

TEXT_MAX: Final = 256
RESULTS = MappingProxyType({Reason.NO_LINE: "failed", Reason.LINE_DOWN: "failed", Reason.LOOP: "failed"})
"""Reasons that the wire knows only as failed; what exactly stands in rule and text."""


class CallLog:
    """Notes decisions; never waits."""

    __slots__ = ("_call", "_company", "_count", "_log", "_node", "_opened", "_version")

    def __init__(self, log: DecisionLog, *, node: str, call: str, company: str, version: int) -> None:
        self._log, self._node, self._call = log, node, call
        self._company, self._version = company, version
        self._opened, self._count = time.time_ns() // 1_000, 0

    def append(self, decision: Decision) -> None:
        self._count += 1
        reason = decision.reason
        self._log.append(
            Fact(
                # With the time: one conversation can ask for decisions more than once.
                id=f"{self._node}/d/{self._call}/{self._opened}.{self._count}",
                call=f"{self._node}:{self._call}",
                company=self._company,
                kind=FactKind.DECISION,
                at=datetime.now(UTC),
                decision=DecisionFact(
                    object_kind=decision.object_kind,
                    object_id=decision.object_id,
                    rule=decision.rule.value,
                    version=self._version,
                    result=RESULTS.get(reason, reason.value) if reason else "",
                    text=decision.text[:TEXT_MAX],
                ),
            )
        )
