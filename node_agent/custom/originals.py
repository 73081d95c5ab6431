"""The product's own call logic, which every call falls back to."""

from typing import Protocol

from node_agent.custom.messages import Entry, RingEmployee, Take, TakeErrand
from node_agent.custom.values import errand_of
from tenants.calls import take_call
from tenants.calls.appointments import take_errand
from tenants.calls.call import Call
from tenants.calls.employee import EmployeeDestination
from tenants.calls.errand import Appointment
from tenants.calls.outcome import Outcome, Reason


class Logic(Protocol):
    """Who decides about calls."""

    async def run(self, call: Call, entry: Entry) -> Outcome:
        """Raises CallerGone when the caller hangs up while an employee is rung for somebody else's call."""


class Originals:
    """Implements Logic in this process. Also what a company's process does, where descendants are registered."""

    async def run(self, call: Call, entry: Entry) -> Outcome:
        match entry:
            case Take():
                return await take_call(call)
            case RingEmployee(employee=identifier):
                employee = call.company.employees.get(identifier)
                if employee is None:
                    return Outcome(Reason.NOT_FOUND)
                return await EmployeeDestination.of(call.company, employee).ring(call)
            case TakeErrand(errand=form):
                errand = errand_of(form)
                assert isinstance(errand, Appointment)
                return await take_errand(call, errand)
