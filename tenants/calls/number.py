"""Calls from outside to a public number of the company."""

from dataclasses import dataclass, replace

from tenants.calls.call import Call
from tenants.calls.caller_rules import treatment_of
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.opening_hours import is_open
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.outside_number import outside_number
from tenants.calls.prompts import words_of
from tenants.calls.recording import want_recording
from tenants.calls.references import find
from tenants.extend import hook
from tenants.model import Company, Kind, Line, Number, Schedule, Treatment


@dataclass(frozen=True, slots=True)
class NumberDestination(Destination):
    """A public number: sends its calls where the company wants them."""

    kind = Kind.NUMBER

    number: Number
    rule: Rule

    async def take(self, call: Call) -> Outcome:
        number, from_outside = self.number, call.caller.line is not None
        if from_outside and number.language is not None:
            call.language = number.language
        call.ringing = replace(call.ringing, prefix=call.ringing.prefix + number.prefix)
        want_recording(call, number.record)
        if from_outside and (unwanted := await self.turned_away(call)) is not None:
            return unwanted
        await self.greet(call)
        return await self.connect(call)

    @hook
    async def turned_away(self, call: Call) -> Outcome | None:
        """What becomes of a caller whom the company does not want here; None for everybody else."""
        treated = treatment_of(call, self.number)
        if treated.decision is not None:
            call.decide(treated.decision)
        if treated.treatment is Treatment.ALLOW:
            return None
        elsewhere = find(call.company, treated.destination) if treated.treatment is Treatment.SEND else None
        return await hand_to(call, elsewhere) if elsewhere is not None else Outcome(treated.reason)

    @hook
    async def greet(self, call: Call) -> None:
        if words := words_of(call, self.number.greeting):
            await call.say(*words)

    @hook
    async def connect(self, call: Call) -> Outcome:
        """By its hours to the destination, or to where calls go while the company is closed."""
        number, reference = self.number, self.number.destination
        if closed := self.closed(call):
            if number.closed is None:
                return Outcome(Reason.CLOSED)
            reference = number.closed
        destination = find(call.company, reference)
        if destination is None:
            reason = Reason.CLOSED if closed else Reason.NOT_FOUND
            call.decide(Decision(Rule.NOT_FOUND, "number", number.id, reason, number.number))
            return Outcome(reason)
        text = f"{number.number} ({number.label})" if number.label else number.number
        call.decide(Decision(self.rule, "number", number.id, text=text, branch="closed" if closed else "open"))
        return await hand_to(call, destination)

    @hook
    def closed(self, call: Call) -> bool:
        """Whether the number has hours and they are over."""
        schedule = call.company.get(Schedule, self.number.hours)
        if schedule is None:
            return False
        opening = is_open(call.company, schedule, call.now, call.memory)
        reason = None if opening.open else Reason.CLOSED
        call.decide(
            Decision(
                Rule.OPENING_HOURS, "schedule", schedule.id, reason, opening.why, "open" if opening.open else "closed"
            )
        )
        return not opening.open


async def take_from_outside(call: Call, line: Line) -> Outcome:
    """A call that came in over `line`: only numbers of the line's own company are looked at."""
    number = called_number(call.company, line, call.dialled)
    if number is None:
        call.decide(Decision(Rule.NOT_FOUND, "line", line.id, Reason.NOT_FOUND, call.dialled))
        return Outcome(Reason.NOT_FOUND)
    return await NumberDestination.of(call.company, number, Rule.NUMBER_DESTINATION).take(call)


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
