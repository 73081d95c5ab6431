"""Calls that the node makes by itself because a call asked for them earlier: see `tenants.calls.errand`."""

from datetime import timedelta
from typing import Final

from tenants.calls.call import Call, CallerGone
from tenants.calls.codes.later import set_wake_up
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.employee import EmployeeDestination
from tenants.calls.errand import Appointment, CallWhenFree, LineCallback, TellSlot, WakeUp
from tenants.calls.farewell import say_farewell
from tenants.calls.memory import Topic
from tenants.calls.opening_hours import time_zone
from tenants.calls.outcome import ABANDONED, DONE, Outcome, Reason
from tenants.calls.outside import OutsideDestination
from tenants.calls.parking import parking_with_slot
from tenants.calls.remember import remember_talk
from tenants.calls.sentences import Sentence
from tenants.calls.words import Digits, Moment

SNOOZE: Final = timedelta(minutes=10)


async def take_errand(call: Call, errand: Appointment) -> Outcome:
    """Whoever the errand rang has answered; `call.caller` is they. Returns when everything is over.

    WakeUp: the employee, who is told what time it is. CallWhenFree: the employee who waited; the wanted colleague is
    rung. LineCallback: the agent whose turn it was; the customer is called. TellSlot: who parked a call;
    they hear where.
    """
    employee = call.caller.employee
    if employee is not None and employee.language is not None:
        call.language = employee.language
    try:
        match errand:
            case WakeUp():
                outcome = await _wake_up(call)
            case CallWhenFree():
                outcome = await _connect(call, errand)
            case LineCallback():
                outcome = await _call_customer(call, errand)
            case TellSlot():
                outcome = await _tell_slot(call, errand)
        remember_talk(call, outcome)
        await say_farewell(call, outcome)
    except CallerGone:
        return ABANDONED
    return outcome


async def _wake_up(call: Call) -> Outcome:
    """What time it is, and 1 to be woken up again in ten minutes."""
    employee = call.caller.employee
    if employee is None:
        return Outcome(Reason.NOT_FOUND)
    call.memory.put(Topic.WAKE_UP, employee.id, None)
    call.decide(Decision(Rule.DIALLED_EMPLOYEE, "employee", employee.id, text=f"{employee.name}: wake-up call"))
    now = call.now.astimezone(time_zone(call.company.profile.time_zone))
    pressed = await call.ask(Sentence.WAKE_UP_CALL, Sentence.THE_TIME_IS, Moment(now), Sentence.SNOOZE)
    if pressed == "1":
        again = now + SNOOZE
        set_wake_up(call, employee, again)
        await call.say(Sentence.WAKE_UP_SET, Moment(again, date=False))
    await call.say(Sentence.GOODBYE)
    return DONE


async def _connect(call: Call, errand: CallWhenFree) -> Outcome:
    wanted = call.company.employees.get(errand.wanted)
    if wanted is None:
        call.decide(Decision(Rule.CALLBACK, "employee", errand.wanted, Reason.NOT_FOUND, "the colleague is gone"))
        return Outcome(Reason.NOT_FOUND)
    call.decide(Decision(Rule.CALLBACK, "employee", wanted.id, text=f"{wanted.name} is free"))
    return await hand_to(call, EmployeeDestination.of(call.company, wanted))


async def _call_customer(call: Call, errand: LineCallback) -> Outcome:
    """The company calls, not the agent: a promise is kept also by agents who may not call everywhere."""
    colleague = call.company.employees_by_number.get(errand.number)
    destination: Destination = (
        EmployeeDestination.of(call.company, colleague)
        if colleague
        else OutsideDestination.of(call.company, errand.number, None, True)
    )
    who = f"{errand.name} {errand.number}".strip()
    call.decide(Decision(Rule.CALLBACK, "waiting-line", errand.line, text=who))
    return await hand_to(call, destination)


async def _tell_slot(call: Call, errand: TellSlot) -> Outcome:
    parking = parking_with_slot(call.company, errand.slot)
    where = parking.id if parking is not None else ""
    call.decide(Decision(Rule.PARKED, "parking", where, Reason.DONE, f"told the slot {errand.slot}"))
    await call.say(Sentence.PARKED_AT, Digits(errand.slot))
    return DONE
