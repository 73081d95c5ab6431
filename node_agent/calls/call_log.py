"""The decisions of one call on their way to the spool, as call facts."""

import time
from datetime import UTC, datetime

from node_agent.spool.decisions import DecisionLog
from tenants.calls.decision import Decision
from tenants.model.told import TEXT_MAX
from tenants.witness import Witness
from wire.facts import Decision as DecisionFact
from wire.facts import Fact, FactKind

WITNESS = "witness"
"""Stands in the place of a decision's number; what is before it in the id is the same for all of one run."""


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
        self._keep(
            FactKind.DECISION,
            str(self._count),
            decision=DecisionFact(
                object_kind=decision.object_kind,
                object_id=decision.object_id,
                rule=decision.rule.value,
                version=self._version,
                result=reason.value if reason else "",
                text=decision.text[:TEXT_MAX],
                branch=decision.branch,
            ),
        )

    def close(self, witness: Witness) -> None:
        """The call logic is through."""
        self._keep(FactKind.WITNESSED, WITNESS, witness=witness)

    def _keep(
        self, kind: FactKind, number: str, *, decision: DecisionFact | None = None, witness: Witness | None = None
    ) -> None:
        self._log.append(
            Fact(
                # With the time: one conversation can ask for decisions more than once.
                id=f"{self._node}/d/{self._call}/{self._opened}.{number}",
                call=f"{self._node}:{self._call}",
                company=self._company,
                kind=kind,
                at=datetime.now(UTC),
                decision=decision,
                witness=witness,
            )
        )
