"""Codes for calls that the node makes later: when a colleague is free, and to wake somebody up."""

from datetime import datetime, timedelta

from tenants.calls.call import Call
from tenants.calls.codes.asking import argument_or_ask, colleague, refuse, tell
from tenants.calls.decision import Decision, Rule
from tenants.calls.errand import CallWhenFree, WakeUp
from tenants.calls.memory import Topic
from tenants.calls.opening_hours import time_zone
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.calls.words import Moment
from tenants.model import Employee


async def call_when_free(call: Call, employee: Employee, argument: str) -> Outcome:
    """Call me as soon as this colleague and I are free."""
    wanted = await colleague(call, argument)
    if isinstance(wanted, Outcome):
        return wanted
    if wanted.id == employee.id:
        return await refuse(call, "a callback from oneself", Reason.NOT_FOUND, Sentence.WRONG_CHOICE)
    call.send(CallWhenFree(employee.id, wanted.id))
    call.decide(Decision(Rule.CALLBACK, "employee", wanted.id, text=f"{employee.name}, when {wanted.name} is free"))
    return await tell(call, Sentence.CALLBACK_SET)


async def wake_up(call: Call, employee: Employee, argument: str) -> Outcome:
    """At this time of day, today or tomorrow; alone it takes the wake-up call back, or asks for the time."""
    if not argument and call.memory.get(Topic.WAKE_UP, employee.id) is not None:
        set_wake_up(call, employee, None)
        return await tell(call, Sentence.DEACTIVATED)
    typed = await argument_or_ask(call, argument, Sentence.ENTER_TIME, digits=4)
    at = next_time(call, typed)
    if at is None:
        return await refuse(call, f"no time of day: {typed or 'nothing'}", Reason.NOT_FOUND, Sentence.WRONG_TIME)
    set_wake_up(call, employee, at)
    return await tell(call, Sentence.WAKE_UP_SET, Moment(at, date=False))


def set_wake_up(call: Call, employee: Employee, at: datetime | None) -> None:
    """Have the person rung at a time; None: not any more."""
    call.memory.put(Topic.WAKE_UP, employee.id, at.timestamp() if at is not None else None)
    call.send(WakeUp(employee.id, at))
    when = f"at {at:%H:%M}" if at is not None else "off"
    call.decide(Decision(Rule.SWITCHED, "employee", employee.id, text=f"{employee.name}: wake-up call {when}"))


def next_time(call: Call, typed: str) -> datetime | None:
    """The next HHMM on the company's clock, in its time zone; None for what is no time of day."""
    if len(typed) != 4 or not typed.isascii() or not typed.isdigit() or typed[:2] > "23" or typed[2:] > "59":
        return None
    now = call.now.astimezone(time_zone(call.company.profile.time_zone))
    at = now.replace(hour=int(typed[:2]), minute=int(typed[2:]), second=0, microsecond=0)
    return at if at > now else at + timedelta(days=1)
