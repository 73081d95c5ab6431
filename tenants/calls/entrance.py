"""Where every call enters the call logic."""

from tenants.calls.call import Call, CallerGone
from tenants.calls.destination import hand_to
from tenants.calls.dialled import destination_of
from tenants.calls.farewell import say_farewell
from tenants.calls.number import take_from_outside
from tenants.calls.outcome import ABANDONED, Outcome, Reason


async def take_call(call: Call) -> Outcome:
    """Bring the caller to whom they want, and if that fails, tell them why."""
    line = call.caller.line
    # Whoever transfers a caller from outside dials like any employee.
    from_outside = line is not None and call.caller.transferred_by is None
    try:
        outcome = await take_from_outside(call, line) if line and from_outside else await _take_from_inside(call)
        await say_farewell(call, outcome)
    except CallerGone:
        return ABANDONED
    return outcome


async def _take_from_inside(call: Call) -> Outcome:
    destination = destination_of(call, call.dialled)
    return Outcome(Reason.NOT_FOUND) if destination is None else await hand_to(call, destination)
