"""What the called side sees: only numbers that are the company's own, or a caller's that the provider itself sent."""

from tenants.calls.call import Call
from tenants.model import CallerIdPolicy, Employee, Line
from tenants.model.fields import E164


def shown(call: Call, line: Line, employee: Employee | None) -> str | None:
    """In E.164; None: what the provider puts there. `employee`: in whose name the call is made, if anybody's."""
    if line.caller_id is CallerIdPolicy.KEEP and call.caller.line is not None and E164.fullmatch(call.caller.number):
        return call.caller.number
    own = employee.outside_number if employee is not None and line.caller_id is not CallerIdPolicy.LINE else None
    return own or line.caller_number
