"""Calls to a person."""

from dataclasses import dataclass

from tenants.calls.call import Call, Target
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.outcome import Outcome, Reason
from tenants.model import Employee


@dataclass(frozen=True, slots=True)
class EmployeeDestination(Destination):
    """A person who can be called. Descendants may override `ring` and `unreachable`."""

    employee: Employee

    async def take(self, call: Call) -> Outcome:
        return await self.serve(call)

    async def serve(self, call: Call) -> Outcome:
        outcome = await self.ring(call)
        return outcome if outcome.over else await self.unreachable(call, outcome.reason)

    async def ring(self, call: Call) -> Outcome:
        phones = call.company.phones_by_employee.get(self.employee.id, ())
        outcome = await call.ring([Target(phone=phone) for phone in phones], seconds=self.employee.ring_seconds)
        call.decide(Decision(Rule.RING, "employee", self.employee.id, outcome.reason, self.employee.name))
        return outcome

    async def unreachable(self, _call: Call, reason: Reason) -> Outcome:
        """What happens when nobody took the call: nothing more, the caller learns why."""
        return Outcome(reason)
