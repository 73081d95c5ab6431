"""Calls to a person."""

from dataclasses import dataclass, replace

from tenants.calls.at_work import away_until_work
from tenants.calls.call import Call
from tenants.calls.caller_name import name_caller
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.failures import most_telling
from tenants.calls.forwards import follow, when_not_reached
from tenants.calls.last_resort import leave_message, listen_to_own
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.outside import ring_charged
from tenants.calls.phones import seconds_together, step_targets, together
from tenants.calls.recording import consider_recording
from tenants.calls.remember import remember_caller
from tenants.calls.secretary import comes_first
from tenants.calls.turned import When, wants_no_calls
from tenants.extend import hook
from tenants.model import Employee, Kind, RingOrder


@dataclass(frozen=True, slots=True)
class EmployeeDestination(Destination):
    """A person who can be called."""

    kind = Kind.EMPLOYEE

    employee: Employee

    async def take(self, call: Call) -> Outcome:
        if self._is_the_caller(call):
            return await self._called_themselves(call)
        remember_caller(call, self.employee)
        return await self.serve(call)

    @hook
    async def serve(self, call: Call) -> Outcome:
        """Reach the person, or take a message for them."""
        outcome = await self.reach(call)
        return outcome if outcome.over else await self.unreachable(call, outcome.reason)

    @hook
    async def reach(self, call: Call) -> Outcome:
        """The person, their secretary, or where their calls are forwarded; no mailbox.

        Working hours come first, then the secretary, then the forward of all calls: it does not disturb the person,
        so do not disturb does not stop it.
        """
        if (outcome := await away_until_work(call, self.employee)) is not None:
            return outcome
        if (secretary := comes_first(call, self.employee)) is not None:
            return await hand_to(call, InPlaceOf(secretary, self.employee))
        if (outcome := await follow(call, self.employee, When.ALWAYS)) is not None:
            return outcome
        outcome = await self.ring_unless_disturbed(call)
        if outcome.over:
            return outcome
        forwarded = await follow(call, self.employee, when_not_reached(outcome.reason))
        return forwarded if forwarded is not None and forwarded.over else outcome

    @hook
    async def ring_unless_disturbed(self, call: Call) -> Outcome:
        if wants_no_calls(call, self.employee):
            return self._not_rung(call, Rule.DO_NOT_DISTURB, Reason.DO_NOT_DISTURB)
        if not self.employee.call_waiting and call.busy(self.employee):
            return self._not_rung(call, Rule.RING, Reason.BUSY)
        name_caller(call, self.employee)
        await consider_recording(call, self.employee.record)
        return await self.ring(call)

    @hook
    async def ring(self, call: Call) -> Outcome:
        if self.employee.ring_order is RingOrder.IN_ORDER and self.employee.ring_steps:
            outcome = await self._ring_in_order(call)
        else:
            outcome = await ring_charged(call, together(call, self.employee), seconds=seconds_together(self.employee))
        call.decide(Decision(Rule.RING, "employee", self.employee.id, outcome.reason, self.employee.name))
        return outcome

    @hook
    async def unreachable(self, call: Call, reason: Reason) -> Outcome:
        """What happens when nobody took the call: the mailbox, else the caller learns why."""
        return await leave_message(call, self.employee.mailbox, reason)

    async def _ring_in_order(self, call: Call) -> Outcome:
        """One step after the other; a phone that refuses or is busy lets the next one ring."""
        reasons = []
        for step in self.employee.ring_steps:
            targets = step_targets(call, self.employee, step)
            outcome = (
                await ring_charged(call, targets, seconds=step.seconds) if targets else Outcome(Reason.UNREACHABLE)
            )
            if outcome.over:
                return outcome
            reasons.append(outcome.reason)
        return Outcome(most_telling(reasons))

    def _not_rung(self, call: Call, rule: Rule, reason: Reason) -> Outcome:
        call.decide(Decision(rule, "employee", self.employee.id, reason, self.employee.name))
        return Outcome(reason)

    def _is_the_caller(self, call: Call) -> bool:
        return call.caller.employee is not None and call.caller.employee.id == self.employee.id

    async def _called_themselves(self, call: Call) -> Outcome:
        """Dialling one's own number is listening to one's mailbox; being sent back to oneself is a circle."""
        if call.handed_on > 1 or call.caller.transferred_by is not None:
            return self._not_rung(call, Rule.LOOP, Reason.LOOP)
        return await listen_to_own(call, self.employee)


@dataclass(frozen=True, slots=True)
class InPlaceOf(Destination):
    """A secretary in place of the boss. What nobody there takes is left in the boss's mailbox, not the secretary's."""

    secretary: Employee
    boss: Employee

    async def take(self, call: Call) -> Outcome:
        text = f"{self.secretary.name} for {self.boss.name}"
        call.decide(Decision(Rule.SECRETARY, "employee", self.secretary.id, text=text))
        before = call.ringing
        call.ringing = replace(before, prefix=f"{before.prefix}{self.boss.name}: ")
        outcome = await EmployeeDestination.of(call.company, self.secretary).reach(call)
        call.ringing = before
        return outcome
