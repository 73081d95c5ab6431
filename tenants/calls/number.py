"""Calls from outside to a public number of the company."""

from dataclasses import dataclass

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.outside_number import outside_number
from tenants.calls.references import find
from tenants.model import Company, Line, Number


@dataclass(frozen=True, slots=True)
class NumberDestination(Destination):
    """A public number: sends its calls where the company wants them."""

    number: Number
    rule: Rule

    async def take(self, call: Call) -> Outcome:
        destination = find(call.company, self.number.destination)
        if destination is None:
            call.decide(Decision(Rule.NOT_FOUND, "number", self.number.id, Reason.NOT_FOUND, self.number.number))
            return Outcome(Reason.NOT_FOUND)
        call.decide(Decision(self.rule, "number", self.number.id, text=self.number.number))
        return await hand_to(call, destination)


async def take_from_outside(call: Call, line: Line) -> Outcome:
    """A call that came in over `line`: only numbers of the line's own company are looked at."""
    number = called_number(call.company, line, call.dialled)
    if number is None:
        call.decide(Decision(Rule.NOT_FOUND, "line", line.id, Reason.NOT_FOUND, call.dialled))
        return Outcome(Reason.NOT_FOUND)
    return await NumberDestination(number, Rule.NUMBER_DESTINATION).take(call)


def called_number(company: Company, line: Line, dialled: str) -> Number | None:
    """The number a provider means. Providers write it as +7…, 7…, 8… or local, or send the name we registered with."""
    numbers = company.numbers_by_number
    plain = dialled.lstrip("+")
    found = numbers.get(f"+{plain}")
    if found is None:
        full = outside_number(dialled, company.profile.country)
        found = numbers.get(full) if full else None
    if found is None and line.caller_number and dialled == line.username:
        found = numbers.get(line.caller_number)
    return found
