"""Where every call enters the call logic."""

from tenants.calls.call import Call, CallerGone
from tenants.calls.caller_name import name_caller
from tenants.calls.codes.dialled_code import CodeDestination
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import hand_to
from tenants.calls.dialled import destination_of
from tenants.calls.farewell import say_farewell
from tenants.calls.number import take_from_outside
from tenants.calls.outcome import ABANDONED, Outcome, Reason
from tenants.calls.remember import remember_dialled, remember_talk


async def take_call(call: Call) -> Outcome:
    """Bring the caller to whom they want, and if that fails, tell them why."""
    line, transferrer = call.caller.line, call.caller.transferred_by
    name_caller(call)
    try:
        # Whoever transfers a caller from outside dials like any employee.
        from_outside = line is not None and transferrer is None
        outcome = await take_from_outside(call, line) if line and from_outside else await _take_from_inside(call)
        remember_talk(call, outcome)
        await say_farewell(call, outcome)
    except CallerGone:
        return ABANDONED
    return outcome


async def _take_from_inside(call: Call) -> Outcome:
    employee, transferrer = call.caller.employee, call.caller.transferred_by
    if transferrer is not None:
        call.decide(Decision(Rule.TRANSFERRED, "employee", transferrer.id, text=f"by {transferrer.name}"))
    if employee is not None and employee.language is not None:
        call.language = employee.language
    destination = destination_of(call, call.dialled)
    if destination is None:
        return Outcome(Reason.NOT_FOUND)
    if employee is not None and transferrer is None and not isinstance(destination, CodeDestination):
        remember_dialled(call, employee)
    return await hand_to(call, destination)
