"""Whom a call of our own rings first, and how. A promised callback rings nobody: it waits in its line for an agent."""

from dataclasses import replace
from typing import Final

from tenants.calls.call import Call, Manner, Target
from tenants.calls.employee import EmployeeDestination
from tenants.calls.errand import CallWhenFree, TellSlot, WakeUp
from tenants.calls.outcome import ABANDONED, Outcome, Reason

TELL_SECONDS: Final = 10


async def reach(call: Call, errand: WakeUp | CallWhenFree | TellSlot) -> Outcome:
    """ANSWERED, after the talk, when somebody took the call."""
    if isinstance(errand, TellSlot):
        return await _reach_who_parked(call, errand)
    employee = call.company.employees.get(errand.employee)
    if employee is None:
        return Outcome(Reason.NOT_FOUND)
    return await EmployeeDestination.of(call.company, employee).ring(call)


async def _reach_who_parked(call: Call, errand: TellSlot) -> Outcome:
    """The phone answers by itself, where it can; it does not ring when the call was fetched already."""
    phone = call.company.phones_by_login.get(errand.phone)
    if phone is None:
        return Outcome(Reason.NOT_FOUND)
    if not call.parked_in(errand.slot):
        return ABANDONED
    call.ringing = replace(call.ringing, manner=Manner.INTERCOM)
    return await call.ring([Target(phone=phone)], seconds=TELL_SECONDS)
