"""Gives a call to the developer who waits for it; all others, and what the developer drops, to whoever takes calls."""

import asyncio
import logging
from typing import Final

from node_agent.custom.debugger.desk import Desk, Waiting
from node_agent.custom.debugger.patient import CanStandStill
from node_agent.custom.messages import Entry, Take
from node_agent.custom.originals import Logic
from node_agent.custom.parent.logic import OnTheClock
from node_agent.custom.parent.one_call import Failed
from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import ANSWERED, Outcome, Reason

BRING_SECONDS: Final = 2.0
"""For what has changed in the company since the developer came."""
SPARE_SECONDS: Final = 60.0
"""After the permission has run out, which ends the call's stay long before."""

log = logging.getLogger(__name__)


class DebuggedLogic:
    """Implements originals.Logic."""

    def __init__(self, logic: Logic, desk: Desk) -> None:
        self._logic, self._desk = logic, desk

    async def run(self, call: Call, entry: Entry) -> Outcome:
        waiting = self._desk.take(call) if isinstance(entry, Take) and isinstance(call, CanStandStill) else None
        if waiting is None:
            return await self._logic.run(call, entry)
        try:
            return await self._debugged(call, entry, waiting)
        except (Failed, TimeoutError) as problem:
            why = problem.why if isinstance(problem, Failed) else "the debugger did not take it"
            text = f"the debugger has left ({why}); the product takes the call"
            call.decide(Decision(Rule.DEBUGGED, reason=Reason.FAILED, text=text))
            if isinstance(problem, Failed) and problem.served:
                return ANSWERED
        finally:
            waiting.worker.end()
        if isinstance(call, OnTheClock):
            call.decide_anew()
        return await self._logic.run(call, entry)

    async def _debugged(self, call: Call, entry: Entry, waiting: Waiting) -> Outcome:
        """Raises Failed, TimeoutError, CallerGone."""
        assert isinstance(call, CanStandStill)
        worker = waiting.worker
        with call.stand_still(waiting.seconds + SPARE_SECONDS) as worker.still:
            async with asyncio.timeout(BRING_SECONDS):
                await worker.bring(call.company)
            log.warning("debugger: %s stands in a call of %s", waiting, call.caller.number or "somebody hidden")
            call.decide(Decision(Rule.DEBUGGED, text=f"{waiting}"))
            return await worker.run(call, entry)
