"""Codes for supervisors: listen to a talk, whisper to one side, or talk to both."""

from tenants.calls.call import Call, Supervision
from tenants.calls.codes.asking import colleague, refuse
from tenants.calls.codes.dialled_code import Obey
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.phones import phones_of
from tenants.calls.sentences import Sentence
from tenants.calls.team_members import people_of
from tenants.model import Employee


def supervising(how: Supervision) -> Obey:
    """The code for one way to join a colleague's talk."""

    async def obey(call: Call, employee: Employee, argument: str) -> Outcome:
        watched = await colleague(call, argument)
        if isinstance(watched, Outcome):
            return watched
        if not may_supervise(call, employee, watched):
            text = f"{employee.name} does not supervise {watched.name}"
            call.decide(Decision(Rule.PERMISSION, "employee", watched.id, Reason.NOT_PERMITTED, text))
            return Outcome(Reason.NOT_PERMITTED)
        outcome = await call.supervise(phones_of(call, watched), how)
        text = f"{how.value}: {watched.name}"
        call.decide(Decision(Rule.SUPERVISED, "employee", watched.id, outcome.reason, text))
        if outcome.reason is not Reason.NOT_FOUND:
            return outcome
        return await refuse(call, f"{watched.name} does not talk", Reason.NOT_FOUND, Sentence.NOBODY_TALKS)

    return obey


def may_supervise(call: Call, supervisor: Employee, watched: Employee) -> bool:
    """Whether the watched person is in a team or waiting line that the supervisor has; nobody watches themselves."""
    groups = (people_of(call.company, reference) for reference in supervisor.supervises)
    return watched.id != supervisor.id and any(person.id == watched.id for people in groups for person in people)
