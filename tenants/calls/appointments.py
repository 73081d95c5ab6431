"""Calls that the node makes by itself because a call asked for them earlier: see `tenants.calls.errand`."""

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.errand import CallWhenFree, LineCallback, WakeUp
from tenants.calls.outcome import Outcome, Reason

Appointment = WakeUp | CallWhenFree | LineCallback


async def take_errand(call: Call, errand: Appointment) -> Outcome:
    """Whoever the errand rang has answered; `call.caller` is they. Returns when everything is over.

    WakeUp: the employee, who is told what time it is. CallWhenFree: the employee who waited; the wanted colleague is
    rung. LineCallback: the agent whose turn it was; the customer is called outside.
    """
    call.decide(Decision(Rule.CALLBACK, reason=Reason.FAILED, text=type(errand).__name__))
    return Outcome(Reason.FAILED)
