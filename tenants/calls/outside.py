"""Calls from the company to the rest of the world."""

from dataclasses import dataclass
from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.outcome import Outcome, Reason
from tenants.model import Line

RING_SECONDS: Final = 120
"""Longer than any provider rings; the far network usually ends it earlier."""


@dataclass(frozen=True, slots=True)
class OutsideDestination(Destination):
    """A number outside, over the first line that takes the call."""

    number: str
    """E.164, or an emergency number as dialled."""

    async def take(self, call: Call) -> Outcome:
        outcome = Outcome(Reason.NO_LINE)
        for line in self.lines(call):
            outcome = await call.ring_outside(line, self.number, shown=self.shown(call, line), seconds=RING_SECONDS)
            call.decide(Decision(Rule.RING_OUTSIDE, "line", line.id, outcome.reason, self.number))
            if outcome.reason is not Reason.LINE_DOWN:
                return outcome
        if outcome.reason is Reason.NO_LINE:
            call.decide(Decision(Rule.NO_LINE, "profile", call.company.id, Reason.NO_LINE, self.number))
        return outcome

    def lines(self, call: Call) -> list[Line]:
        """The company's lines in the order in which they are tried: oldest first (ids are time-ordered)."""
        return [line for _, line in sorted(call.company.lines.items())]

    def shown(self, call: Call, line: Line) -> str | None:
        """What the called side sees: the employee's own number, else the line's."""
        employee = call.caller.employee
        return (employee.outside_number if employee else None) or line.caller_number
