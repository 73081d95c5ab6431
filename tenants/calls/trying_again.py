"""A call of our own that reached nobody is made again, a few times, before it is given up."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.errand import Appointment, LineCallback, WakeUp
from tenants.calls.memory import Topic
from tenants.calls.outcome import Outcome, Reason

TRIES: Final = 3
"""Altogether."""
WAKE_UP_AGAIN: Final = timedelta(minutes=5)
CALL_BACK_AGAIN: Final = timedelta(minutes=2)
NO_AGENT_AGAIN: Final = timedelta(minutes=5)
HOPELESS: Final = frozenset({Reason.NOT_FOUND, Reason.NOT_PERMITTED, Reason.BLOCKED})
"""What the next try would not change."""


def not_reached(call: Call, errand: Appointment, outcome: Outcome) -> Appointment | None:
    """Whoever the errand rings first did not answer: what is tried later; None: it is given up.

    A promised callback waits for agents as long as it takes: that nobody is on duty is not the customer's fault.
    """
    match errand:
        case WakeUp():
            return _wake_up_again(call, errand)
        case LineCallback() if outcome.reason not in HOPELESS:
            return replace(errand, not_before=call.now + NO_AGENT_AGAIN)
    return None


def not_connected(call: Call, errand: Appointment, outcome: Outcome) -> Appointment | None:
    """Whoever was rung first has answered, and this came of it: what is tried later; None: it is over.

    The customer who was not reached comes first when the next try begins: it was their turn.
    """
    if not isinstance(errand, LineCallback) or (outcome.over and outcome.reason is not Reason.ABANDONED):
        return None
    tries = errand.tries + 1
    if tries >= TRIES or outcome.reason in HOPELESS:
        _note(call, errand, outcome, f"{errand.number} is given up after {tries} of {TRIES} calls")
        return None
    at = call.now + CALL_BACK_AGAIN
    _note(call, errand, outcome, f"{errand.number} keeps place 1 and is called again at {at:%H:%M}")
    return replace(errand, position=1, tries=tries, not_before=at)


def _wake_up_again(call: Call, errand: WakeUp) -> WakeUp | None:
    employee = call.company.employees.get(errand.employee)
    if employee is None:
        return None
    tries, at = errand.tries + 1, call.now + WAKE_UP_AGAIN
    again = tries < TRIES
    call.memory.put(Topic.WAKE_UP, employee.id, at.timestamp() if again else None)
    what = f"again at {at:%H:%M}" if again else f"is given up after {tries} tries"
    call.decide(Decision(Rule.SWITCHED, "employee", employee.id, text=f"{employee.name}: wake-up call {what}"))
    return WakeUp(employee.id, at, tries) if again else None


def _note(call: Call, errand: LineCallback, outcome: Outcome, text: str) -> None:
    call.decide(Decision(Rule.CALLBACK, "waiting-line", errand.line, outcome.reason, text))
