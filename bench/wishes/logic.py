"""The wishes in the third generation: call logic in Python, as it runs on nodes, in the simulator and in tests."""

from dataclasses import replace

from bench.wishes.firm import RING_SECONDS, SECRETARY_AFTER
from tenants.calls.call import Call
from tenants.calls.destination import hand_to
from tenants.calls.employee import EmployeeDestination
from tenants.calls.memory import Topic
from tenants.calls.menu import MenuDestination
from tenants.calls.opening_hours import is_open
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.phones import together
from tenants.calls.sentences import Sentence
from tenants.calls.team_order import after
from tenants.model import Employee, Line, Menu, Schedule, Team


async def known_callers(call: Call, menu: Menu, person: Employee) -> Outcome:
    known = call.caller.number in call.company.contacts_by_number
    return await hand_to(call, EmployeeDestination(person) if known else MenuDestination(menu))


async def after_hours(call: Call, person: Employee, schedule: Schedule, line: Line, mobile: str) -> Outcome:
    if is_open(call.company, schedule, call.now, call.memory).open:
        return await hand_to(call, EmployeeDestination(person))
    return await call.ring_outside(line, mobile, shown=line.caller_number, seconds=RING_SECONDS)


async def boss_and_secretary(call: Call, boss: Employee, secretary: Employee) -> Outcome:
    joining = [replace(target, after=SECRETARY_AFTER) for target in together(call, secretary)]
    return await call.ring([*together(call, boss), *joining], seconds=RING_SECONDS)


async def lunch(call: Call, person: Employee, schedule: Schedule) -> Outcome:
    if is_open(call.company, schedule, call.now, call.memory).open:
        await call.say(Sentence.NOT_AVAILABLE)
        return Outcome(Reason.CLOSED)
    return await hand_to(call, EmployeeDestination(person))


async def turns(call: Call, team: Team) -> Outcome:
    members = [call.company.employees[member.id or ""] for member in team.members]
    call.ringing = replace(call.ringing, prefix=team.prefix)
    outcome = Outcome(Reason.NO_ANSWER)
    for member in after(members, call.memory.get(Topic.TURN, team.id)):
        call.memory.put(Topic.TURN, team.id, member.id)
        if (outcome := await call.ring(together(call, member), seconds=team.ring_seconds)).over:
            break
    return outcome
