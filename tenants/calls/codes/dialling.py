"""Codes that dial in another way: speed dial, who called last, redial, intercom, PIN calls, the directory."""

from dataclasses import replace

from tenants.calls.call import Call, Manner, Target
from tenants.calls.codes.asking import argument_or_ask, colleague, refuse
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import hand_to
from tenants.calls.dialled import destination_of
from tenants.calls.directory import DirectoryDestination
from tenants.calls.mailboxes.call_back import destination_to_call_back
from tenants.calls.memory import Topic
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.outside import OutsideDestination
from tenants.calls.outside_number import number_meant
from tenants.calls.phones import phones_of
from tenants.calls.pin import ask_pin
from tenants.calls.recording import consider_recording
from tenants.calls.references import find
from tenants.calls.sentences import Sentence
from tenants.calls.turned import wants_no_calls
from tenants.model import Contact, DestinationKind, Employee
from tenants.model import Destination as Reference


async def speed_dial(call: Call, employee: Employee, argument: str) -> Outcome:
    """The contact with this key: one's own before the company's."""
    key = await argument_or_ask(call, argument, digits=3)
    contacts = [each for each in call.company.all_of(Contact) if key and each.speed_dial == key]
    own = [each for each in contacts if each.owner == employee.id]
    found = next(iter((*own, *(each for each in contacts if each.owner is None))), None)
    if found is None:
        return await refuse(call, f"no speed dial {key}".strip(), Reason.NOT_FOUND, Sentence.NOT_FOUND)
    call.decide(Decision(Rule.DIALLED_CODE, "contact", found.id, text=found.name))
    destination = find(call.company, Reference(kind=DestinationKind.OUTSIDE, number=found.number))
    return Outcome(Reason.NOT_FOUND) if destination is None else await hand_to(call, destination)


async def call_last_caller(call: Call, employee: Employee, _argument: str) -> Outcome:
    """Whoever called this person last, whether they talked or not.

    The number is what a caller claimed: a missed call must not bring anybody to call an expensive number.
    """
    last = call.memory.get(Topic.LAST_CALLER, employee.id)
    number = last.get("number") if isinstance(last, dict) else None
    if not isinstance(number, str) or not number:
        return await refuse(call, "nobody has called yet", Reason.NOT_FOUND, Sentence.NO_NUMBER_KNOWN)
    destination = destination_to_call_back(call, number)
    return Outcome(Reason.NOT_PERMITTED) if destination is None else await hand_to(call, destination)


async def redial(call: Call, employee: Employee, _argument: str) -> Outcome:
    """What this person dialled last."""
    number = call.memory.get(Topic.LAST_DIALLED, employee.id)
    if not isinstance(number, str) or not number:
        return await refuse(call, "nothing was dialled yet", Reason.NOT_FOUND, Sentence.NO_NUMBER_KNOWN)
    destination = destination_of(call, number)
    return Outcome(Reason.NOT_FOUND) if destination is None else await hand_to(call, destination)


async def intercom(call: Call, employee: Employee, argument: str) -> Outcome:
    """The colleague's phones answer by themselves; not where nobody wants to be disturbed or talks already."""
    wanted = await colleague(call, argument)
    if isinstance(wanted, Outcome):
        return wanted
    if wanted.id == employee.id:
        return Outcome(Reason.BUSY)
    if wants_no_calls(call, wanted):
        call.decide(Decision(Rule.DO_NOT_DISTURB, "employee", wanted.id, Reason.DO_NOT_DISTURB, wanted.name))
        return Outcome(Reason.DO_NOT_DISTURB)
    if call.busy(wanted):
        call.decide(Decision(Rule.RING, "employee", wanted.id, Reason.BUSY, wanted.name))
        return Outcome(Reason.BUSY)
    await consider_recording(call, wanted.record)
    call.ringing = replace(call.ringing, manner=Manner.INTERCOM)
    outcome = await call.ring([Target(phone=phone) for phone in phones_of(call, wanted)], seconds=wanted.ring_seconds)
    call.decide(Decision(Rule.RING, "employee", wanted.id, outcome.reason, f"{wanted.name} by intercom"))
    return outcome


async def call_as_oneself(call: Call, _employee: Employee, argument: str) -> Outcome:
    """From somebody else's phone: one's own short number and PIN, then the number outside, with one's own rights."""
    person = await colleague(call, argument)
    if isinstance(person, Outcome):
        return person
    right = await ask_pin(call, "employee", person.id, person.name, person.pin)
    if isinstance(right, Outcome):
        return right
    typed = await argument_or_ask(call, "")
    number = number_meant(call.company.profile, typed)
    if number is None:
        return await refuse(call, f"{typed or 'nothing'} is no number outside", Reason.NOT_FOUND, Sentence.NOT_FOUND)
    call.decide(Decision(Rule.DIALLED_OUTSIDE, "employee", person.id, text=f"{number} for {person.name}"))
    return await hand_to(call, OutsideDestination.of(call.company, number, person))


async def find_by_name(call: Call, _employee: Employee, _argument: str) -> Outcome:
    """Dial by name."""
    return await hand_to(call, DirectoryDestination.of(call.company))
