"""What the called side sees: only numbers that are the company's own, or a caller's that the provider itself sent."""

from tenants.calls.call import Call
from tenants.model import CallerIdPolicy, Employee, Line
from tenants.model.fields import E164


def shown(call: Call, line: Line, employee: Employee | None) -> str | None:
    """In E.164; None: what the provider puts there. `employee`: in whose name the call is made, if anybody's."""
    if call.ringing.caller_number in call.company.numbers_by_number:
        return call.ringing.caller_number
    if line.caller_id is CallerIdPolicy.KEEP and call.caller.line is not None and E164.fullmatch(call.caller.number):
        return call.caller.number
    theirs = employee.outside_number if employee is not None and line.caller_id is not CallerIdPolicy.LINE else None
    if theirs in call.company.numbers_by_number:
        return theirs
    # A line of the platform serves many companies: what one of them writes there must be its own as well.
    return line.caller_number if not line.borrowed or line.caller_number in call.company.numbers_by_number else None
