"""Following a person's forward, but never in a circle."""

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import hand_to
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.references import described, find
from tenants.calls.turned import When, forward
from tenants.model import Destination as Reference
from tenants.model import DestinationKind, Employee


def when_not_reached(reason: Reason) -> When:
    """Which forward covers an attempt that ended like this; who wants no calls or refuses one is as good as busy."""
    if reason in {Reason.BUSY, Reason.REFUSED, Reason.DO_NOT_DISTURB}:
        return When.BUSY
    return When.NO_ANSWER if reason is Reason.NO_ANSWER else When.UNREACHABLE


async def follow(call: Call, employee: Employee, when: When) -> Outcome | None:
    """Send the call where the person forwards it; None when that forward is off."""
    reference = forward(call, employee, when)
    if reference is None:
        return None
    destination = find(call.company, reference)
    text = f"{employee.name}, {when.replace('-', ' ')}: to {described(call.company, reference)}"
    if destination is None:
        call.decide(Decision(Rule.FORWARD, "employee", employee.id, Reason.NOT_FOUND, text, when.value))
        return Outcome(Reason.NOT_FOUND)
    if _goes_round(call, employee, reference):
        call.decide(Decision(Rule.LOOP, "employee", employee.id, Reason.LOOP, text, when.value))
        return Outcome(Reason.LOOP)
    call.decide(Decision(Rule.FORWARD, "employee", employee.id, text=text, branch=when.value))
    before = call.forwarded_by
    call.forwarded_by = (*before, employee)
    outcome = await hand_to(call, destination)
    call.forwarded_by = before
    return outcome


def _goes_round(call: Call, employee: Employee, reference: Reference) -> bool:
    """Nobody's forward is followed twice on one way, and nobody's leads to somebody who has forwarded the call."""
    forwarders = {each.id for each in call.forwarded_by}
    leads_back = reference.kind is DestinationKind.EMPLOYEE and reference.id in {*forwarders, employee.id}
    return employee.id in forwarders or leads_back
