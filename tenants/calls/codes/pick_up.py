"""Codes that take somebody else's ringing call, or park one."""

from collections.abc import Iterable

from tenants.calls.call import Call
from tenants.calls.codes.asking import object_asked, refuse
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import hand_to
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.parking import ParkingDestination
from tenants.calls.phones import phones_of
from tenants.calls.sentences import Sentence
from tenants.calls.team_members import agents_of, colleagues_of, members_of
from tenants.model import Employee, Parking, Team, WaitingLine


async def pick_up_any(call: Call, employee: Employee, argument: str) -> Outcome:
    """The call that rings at a colleague of one's own teams."""
    if argument:
        return await pick_up(call, employee, argument)
    return await _take_from(call, colleagues_of(call.company, employee), "own teams")


async def pick_up(call: Call, _employee: Employee, argument: str) -> Outcome:
    """The call that rings at this person, or at somebody of this team or waiting line."""
    found = await object_asked(call, argument)
    match found:
        case Outcome():
            return found
        case Employee():
            return await _take_from(call, [found], found.name)
        case Team():
            return await _take_from(call, members_of(call.company, found), found.name)
        case WaitingLine():
            return await _take_from(call, agents_of(call.company, found), found.name)
    return await refuse(call, f"nothing rings at {found.id}", Reason.NOT_FOUND, Sentence.NOBODY_RINGS)


async def park(call: Call, _employee: Employee, argument: str) -> Outcome:
    """Park in the company's parking, the first by number when there are several, or in the one of that number."""
    parkings = sorted(call.company.all_of(Parking), key=lambda parking: parking.number)
    wanted = [parking for parking in parkings if not argument or parking.number == argument]
    if not wanted:
        return await refuse(call, f"no parking {argument}".strip(), Reason.NOT_FOUND, Sentence.NOT_FOUND)
    return await hand_to(call, ParkingDestination.of(call.company, wanted[0]))


async def _take_from(call: Call, people: Iterable[Employee], where: str) -> Outcome:
    phones = [phone for person in people for phone in phones_of(call, person)]
    outcome = await call.pick_up(phones) if phones else Outcome(Reason.NOT_FOUND)
    call.decide(Decision(Rule.PICKED_UP, reason=outcome.reason, text=where))
    if outcome.reason is not Reason.NOT_FOUND:
        return outcome
    return await refuse(call, f"nobody rings: {where}", Reason.NOT_FOUND, Sentence.NOBODY_RINGS)
