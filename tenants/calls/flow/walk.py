"""One call on its way through a flow."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Outcome, Reason
from tenants.model import Flow

VALUE_MAX: Final = 200
"""Letters of a variable that are kept: web services may answer with books."""


@dataclass
class Walk:
    """`variables`: what was asked for, set, or fetched; texts that may have come from outside."""

    call: Call
    flow: Flow
    variables: dict[str, str] = field(default_factory=dict)

    def set(self, variable: str, value: str) -> None:
        self.variables[variable] = value[:VALUE_MAX]

    def note(self, step: Any, text: str = "", reason: Reason | None = None, way: str = "") -> None:
        """Note a step for the journey, such as `flow step: Night: ask-for-code: 4711`.

        `way`: which of its ways out was taken, for a step that has several.
        """
        said = f"{self.flow.name}: {step.name}" + (f": {text}" if text else "")
        self.call.decide(Decision(Rule.FLOW_STEP, "flow", self.flow.id, reason, said, step_branch(step.name, way)))


def step_branch(step: str, way: str = "") -> str:
    """How decisions name a step, or one of the ways out of it."""
    return f"{step} {way}" if way else step


@dataclass(frozen=True, slots=True)
class Next:
    """Where the call goes from a step: another step by its name; None: the flow ends here."""

    step: str | None


Moved = Next | Outcome
"""On to a step, or the flow is left: somebody took the call, or it failed for good."""

Execute = Callable[[Walk, Any], Awaitable[Moved]]
