"""A number outside as a destination."""

from dataclasses import dataclass
from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.number import NumberDestination
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.outside.allowed import allowed
from tenants.calls.outside.caller_id import shown
from tenants.calls.outside.limits import note_call, spend
from tenants.calls.outside.rates import cost, per_minute
from tenants.calls.outside.routes import Way, emergency_ways
from tenants.calls.outside_number import is_emergency
from tenants.extend import hook
from tenants.model import Employee, Line

RING_SECONDS: Final = 120
"""Longer than any provider rings; the far network usually ends it earlier."""


@dataclass(frozen=True, slots=True)
class OutsideDestination(Destination):
    """A number outside, over the first line that takes the call."""

    number: str
    """E.164, or an emergency number as dialled."""
    on_behalf_of: Employee | None = None
    """Whose rights count and whose number is shown; None: whoever forwards, transfers or calls, else the company."""
    as_company: bool = False
    """The company itself calls, with its own permission class and the line's number, whoever is on the phone."""

    async def take(self, call: Call) -> Outcome:
        if is_emergency(self.number, call.company.profile.country):
            return await self._emergency(call)
        if own := call.company.numbers_by_number.get(self.number):
            return await hand_to(call, NumberDestination.of(call.company, own, Rule.DIALLED_OWN_NUMBER))
        forwarder = call.forwarded_by[-1] if call.forwarded_by else None
        employee = self.on_behalf_of or forwarder or call.caller.transferred_by or call.caller.employee
        if self.as_company:
            employee = None
        permitted = allowed(call, self.number, employee)
        if not permitted.ways:
            return Outcome(permitted.reason)
        note_call(call)
        return await self._first_that_takes_it(call, permitted.ways, employee)

    async def _emergency(self, call: Call) -> Outcome:
        """No permission, no limit and no price is asked for."""
        found = emergency_ways(call, self.number)
        if not found:
            call.decide(Decision(Rule.NO_LINE, "profile", call.company.id, Reason.NO_LINE, self.number))
            return Outcome(Reason.NO_LINE)
        return await self._first_that_takes_it(call, found, call.caller.employee)

    async def _first_that_takes_it(self, call: Call, found: tuple[Way, ...], employee: Employee | None) -> Outcome:
        """The next line is tried only when one is down: a called side that is busy stays busy over every line."""
        outcome = Outcome(Reason.LINE_DOWN)
        for way in found:
            outcome = await call.ring_outside(
                way.line, way.number, shown=self.shows(call, way.line, employee), seconds=RING_SECONDS
            )
            call.decide(Decision(Rule.RING_OUTSIDE, "line", way.line.id, outcome.reason, self.number))
            if outcome.reason is not Reason.LINE_DOWN:
                break
        if outcome.answered and (price := per_minute(call.company, way.line, self.number)):
            spend(call, cost(price, outcome.talked))
        return outcome

    @hook
    def shows(self, call: Call, line: Line, employee: Employee | None) -> str | None:
        """The caller's number that the called side sees, E.164; None: what the provider puts there."""
        return shown(call, line, employee)
