"""The step that chooses a way."""

from tenants.calls.call import Call
from tenants.calls.flow.walk import Moved, Next, Walk
from tenants.calls.flow.ways import OTHERWISE
from tenants.calls.opening_hours import is_open
from tenants.model import Schedule
from tenants.model.flow import BranchStep, Case


async def branch(walk: Walk, step: BranchStep) -> Moved:
    for index, case in enumerate(step.cases, start=1):
        if holds(walk, case):
            walk.note(step, f"case {index}{_because(case)}", way=f"case-{index}")
            return Next(case.then)
    walk.note(step, "no case holds", way=OTHERWISE)
    return Next(step.otherwise)


def holds(walk: Walk, case: Case) -> bool:
    """Whether every condition that is given holds; without any it always does."""
    call, number = walk.call, walk.call.caller.number
    return (
        (case.hours is None or _is_open(call, case.hours))
        and (case.caller is None or number.startswith(case.caller))
        and (case.known is None or is_known(call) is case.known)
        and (case.anonymous is None or (not number) is case.anonymous)
        and (case.variable is None or _fits(walk.variables.get(case.variable), case.equals))
    )


def is_known(call: Call) -> bool:
    """Whether the caller is a colleague or stands in the company's directory; what one person keeps is private."""
    if call.caller.employee is not None:
        return True
    contacts = call.company.contacts_by_number.get(call.caller.number, ())
    return any(contact.owner is None for contact in contacts)


def _is_open(call: Call, schedule_id: str) -> bool:
    """A schedule that is gone is not open."""
    schedule = call.company.get(Schedule, schedule_id)
    return schedule is not None and is_open(call.company, schedule, call.now, call.memory).open


def _fits(value: str | None, wanted: str | None) -> bool:
    return bool(value) if wanted is None else value == wanted


def _because(case: Case) -> str:
    """The conditions in words, such as ` (caller begins with +7916)`."""
    words = [
        "open" if case.hours is not None else "",
        f"caller begins with {case.caller}" if case.caller is not None else "",
        "" if case.known is None else "known caller" if case.known else "unknown caller",
        "" if case.anonymous is None else "hidden number" if case.anonymous else "number shown",
        "" if case.variable is None else f"{case.variable} is {'there' if case.equals is None else case.equals}",
    ]
    said = ", ".join(word for word in words if word)
    return f" ({said})" if said else ""
