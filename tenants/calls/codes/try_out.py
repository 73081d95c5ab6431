"""Codes by which people try out their phone."""

from zoneinfo import ZoneInfo

from tenants.calls.call import Call
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
    await call.answer()
    await call.say(Sentence.THE_TIME_IS, Moment(call.now.astimezone(ZoneInfo(call.company.profile.time_zone))))
    return DONE


async def who_am_i(call: Call, employee: Employee, _argument: str) -> Outcome:
    """The short number of the phone that called."""
    await call.answer()
    await call.say(Sentence.YOUR_NUMBER_IS, Digits(employee.number))
    return DONE
