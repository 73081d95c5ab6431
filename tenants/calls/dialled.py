"""What an employee means by the number they dial."""

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.employee import EmployeeDestination
from tenants.calls.number import NumberDestination
from tenants.calls.outcome import Reason
from tenants.calls.outside import OutsideDestination
from tenants.calls.outside_number import NEVER_AN_EMPLOYEE, is_emergency, outside_number


def destination_of(call: Call) -> Destination | None:
    """Whom the employee wants to talk to: emergency first, then people, own numbers, the world. None: nobody's."""
    company, dialled = call.company, call.dialled
    country = company.profile.country
    if dialled in NEVER_AN_EMPLOYEE and is_emergency(dialled, country):
        return _emergency(call)
    if employee := company.employees_by_number.get(dialled):
        call.decide(Decision(Rule.DIALLED_EMPLOYEE, "employee", employee.id, text=employee.name))
        return EmployeeDestination.of(company, employee)
    if is_emergency(dialled, country):
        return _emergency(call)
    outside = outside_number(dialled, country)
    if outside is None:
        call.decide(Decision(Rule.NOT_FOUND, reason=Reason.NOT_FOUND, text=dialled))
        return None
    if number := company.numbers_by_number.get(outside):
        return NumberDestination(number, Rule.DIALLED_OWN_NUMBER)
    call.decide(Decision(Rule.DIALLED_OUTSIDE, text=outside))
    return OutsideDestination(outside)


def _emergency(call: Call) -> Destination:
    call.decide(Decision(Rule.DIALLED_EMERGENCY, text=call.dialled))
    return OutsideDestination(call.dialled)
