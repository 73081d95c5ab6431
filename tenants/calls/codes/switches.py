"""Codes that turn what happens to one's own calls: do not disturb, and the four forwards."""

from tenants.calls.call import Call
from tenants.calls.codes.asking import argument_or_ask, refuse, tell
from tenants.calls.codes.dialled_code import Obey
from tenants.calls.decision import Decision, Rule
from tenants.calls.memory import Topic
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.outside.permission import may_call
from tenants.calls.outside_number import is_emergency, number_meant
from tenants.calls.references import described, reference_to
from tenants.calls.sentences import Sentence
from tenants.calls.turned import When, forward, turn_forward, wants_no_calls
from tenants.calls.words import Digits
from tenants.model import Destination as Reference
from tenants.model import DestinationKind, Employee


async def do_not_disturb(call: Call, employee: Employee, _argument: str) -> Outcome:
    """On when it is off, off when it is on."""
    on = not wants_no_calls(call, employee)
    call.memory.put(Topic.DO_NOT_DISTURB, employee.id, on)
    _note(call, employee, f"do not disturb {'on' if on else 'off'}")
    return await tell(call, Sentence.ACTIVATED if on else Sentence.DEACTIVATED)


def forwarding(when: When) -> Obey:
    """The code for one of the forwards: with a number it is on; alone it is off, or asks for the number."""

    async def obey(call: Call, employee: Employee, argument: str) -> Outcome:
        if not argument and forward(call, employee, when) is not None:
            return await _off(call, employee, when)
        number = await argument_or_ask(call, argument)
        if not number:
            return await refuse(call, "no number was typed", Reason.NOT_FOUND, Sentence.GOODBYE)
        return await _on(call, employee, when, number)

    return obey


async def _off(call: Call, employee: Employee, when: When) -> Outcome:
    turn_forward(call, employee, when, None)
    _note(call, employee, f"forward {_words(when)} off")
    return await tell(call, Sentence.DEACTIVATED)


async def _on(call: Call, employee: Employee, when: When, number: str) -> Outcome:
    to = target(call, number)
    if to is None:
        return await refuse(call, f"nobody can be forwarded to {number}", Reason.NOT_FOUND, Sentence.NOT_FOUND)
    if to.id == employee.id:
        return await refuse(call, "a forward to oneself", Reason.LOOP, Sentence.FORWARDED_IN_A_CIRCLE)
    if to.number is not None and not (permitted := may_call(call.company, employee, to.number)).allowed:
        return await refuse(call, permitted.why, Reason.NOT_PERMITTED, Sentence.NOT_PERMITTED)
    turn_forward(call, employee, when, to)
    _note(call, employee, f"forward {_words(when)} to {described(call.company, to)}")
    return await tell(call, Sentence.CALLS_GO_TO, Digits(number.removeprefix("+")))


def target(call: Call, number: str) -> Reference | None:
    """What can be dialled, as a forward's destination: inside or outside, never a switch or an emergency number."""
    company = call.company
    if (item := company.short_numbers.get(number)) is not None:
        reference = reference_to(item)
        return None if reference.kind is DestinationKind.SCHEDULE else reference
    outside = number_meant(company.profile, number)
    if outside is None or is_emergency(outside, company.profile.country):
        return None
    return Reference(kind=DestinationKind.OUTSIDE, number=outside)


def _note(call: Call, employee: Employee, what: str) -> None:
    call.decide(Decision(Rule.SWITCHED, "employee", employee.id, text=f"{employee.name}: {what}"))


def _words(when: When) -> str:
    return when.replace("-", " ")
