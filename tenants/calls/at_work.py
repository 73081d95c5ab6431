"""A person's working hours."""

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import hand_to
from tenants.calls.opening_hours import Opening, is_open
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.references import described, find
from tenants.model import Employee, Schedule


def hours(call: Call, employee: Employee) -> Opening:
    """Whether the person works now; always, when nothing is said about it."""
    schedule = call.company.get(Schedule, employee.hours)
    return Opening(True, "") if schedule is None else is_open(call.company, schedule, call.now, call.memory)


async def away_until_work(call: Call, employee: Employee) -> Outcome | None:
    """Where calls go outside of the person's working hours; None while they work."""
    opening = hours(call, employee)
    if opening.open:
        return None
    to = f", to {described(call.company, employee.after_hours)}" if employee.after_hours is not None else ""
    text = f"{employee.name}, {opening.why}{to}"
    call.decide(Decision(Rule.OPENING_HOURS, "employee", employee.id, Reason.CLOSED, text, "closed"))
    destination = find(call.company, employee.after_hours)
    outcome = await hand_to(call, destination) if destination is not None else Outcome(Reason.CLOSED)
    return outcome if outcome.over else Outcome(Reason.CLOSED)
