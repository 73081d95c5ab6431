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

    def note(self, step: Any, text: str = "", reason: Reason | None = None) -> None:
        """Note a step for the journey, such as `flow step: Night: ask-for-code: 4711`."""
        said = f"{self.flow.name}: {step.name}" + (f": {text}" if text else "")
        self.call.decide(Decision(Rule.FLOW_STEP, "flow", self.flow.id, reason, said))


@dataclass(frozen=True, slots=True)
class Next:
    """Where the call goes from a step: another step by its name; None: the flow ends here."""

    step: str | None


Moved = Next | Outcome
"""On to a step, or the flow is left: somebody took the call, or it failed for good."""

Execute = Callable[[Walk, Any], Awaitable[Moved]]
