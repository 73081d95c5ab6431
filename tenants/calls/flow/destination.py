"""The engine that walks a call through the steps of a flow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.flow import branching, connecting, fetching, noting, speaking
from tenants.calls.flow.walk import Execute, Moved, Walk
from tenants.calls.outcome import DONE, Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.model import Flow, Kind, flow

EXECUTE: Final[Mapping[type, Execute]] = MappingProxyType(
    {
        flow.SayStep: speaking.say,
        flow.AskStep: speaking.ask,
        flow.WaitStep: speaking.wait,
        flow.EndStep: speaking.end,
        flow.BranchStep: branching.branch,
        flow.RingStep: connecting.ring,
        flow.QueueStep: connecting.queue,
        flow.HandStep: connecting.hand,
        flow.RecordStep: noting.record,
        flow.LabelStep: noting.label,
        flow.SetStep: noting.set_value,
        flow.FetchStep: fetching.fetch,
    }
)

AT_ONCE_MAX: Final = 100
"""Steps in a row that take no time: a circle of them would never let go of the call."""
STEPS_MAX: Final = 2000
"""Steps of one call in one flow: nobody listens that long."""


@dataclass(frozen=True, slots=True)
class FlowDestination(Destination):
    """A flow: walks from `start` until somebody takes the call, it fails, or there is no next step."""

    kind = Kind.FLOW

    flow: Flow

    async def take(self, call: Call) -> Outcome:
        steps = {step.name: step for step in self.flow.steps}
        walk, name, pace = Walk(call, self.flow), self.flow.start, _Pace(call.now)
        while True:
            step = steps.get(name)
            if step is None:
                call.decide(self._noted(Reason.FAILED, f"{name}: there is no such step"))
                return Outcome(Reason.FAILED)
            if pace.too_many(call.now):
                call.decide(self._noted(Reason.LOOP, f"{name}: too many steps without a wait"))
                return Outcome(Reason.LOOP)
            moved: Moved = await EXECUTE[type(step)](walk, step)
            if isinstance(moved, Outcome):
                return moved
            if moved.step is None:
                await call.say(Sentence.GOODBYE)
                return DONE
            name = moved.step

    def _noted(self, reason: Reason, text: str) -> Decision:
        return Decision(Rule.FLOW_STEP, "flow", self.flow.id, reason, f"{self.flow.name}: {text}")


@dataclass
class _Pace:
    """How many steps were taken altogether, and how many since time last passed."""

    since: datetime
    at_once: int = 0
    altogether: int = 0

    def too_many(self, now: datetime) -> bool:
        self.altogether += 1
        passed = (now - self.since).total_seconds() >= 1
        self.since = now if passed else self.since
        self.at_once = 1 if passed else self.at_once + 1
        return self.at_once > AT_ONCE_MAX or self.altogether > STEPS_MAX
