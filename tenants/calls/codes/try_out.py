"""Codes by which people try out their phone."""

from tenants.calls.call import Call
from tenants.calls.codes.asking import tell
from tenants.calls.opening_hours import time_zone
from tenants.calls.outcome import DONE, Outcome
from tenants.calls.sentences import Sentence
from tenants.calls.words import Digits, Moment
from tenants.model import Employee


async def hear_yourself(call: Call, _employee: Employee, _argument: str) -> Outcome:
    """Echo until they hang up."""
    await call.echo()
    return DONE


async def tell_the_time(call: Call, _employee: Employee, _argument: str) -> Outcome:
    """Date and time of the company."""
    now = call.now.astimezone(time_zone(call.company.profile.time_zone))
    return await tell(call, Sentence.THE_TIME_IS, Moment(now))


async def who_am_i(call: Call, employee: Employee, _argument: str) -> Outcome:
    """The short number of the phone that called."""
    return await tell(call, Sentence.YOUR_NUMBER_IS, Digits(employee.number))
