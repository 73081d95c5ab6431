"""What a call leaves in the memory of the people it touched."""

from tenants.calls.call import Call
from tenants.calls.memory import Topic
from tenants.calls.outcome import Outcome
from tenants.model import Employee


def remember_caller(call: Call, employee: Employee) -> None:
    """Who called the person last; somebody without a number cannot be called back and is not remembered."""
    caller = call.caller
    if caller.number:
        name = call.ringing.caller_name or caller.name
        call.memory.put(Topic.LAST_CALLER, employee.id, {"number": caller.number, "name": name})


def remember_dialled(call: Call, employee: Employee) -> None:
    """What the person dialled last."""
    call.memory.put(Topic.LAST_DIALLED, employee.id, call.dialled)


def remember_talk(call: Call, outcome: Outcome) -> None:
    """When both sides of a talk that is over now have last talked."""
    if not outcome.answered:
        return
    phone = call.company.phones_by_login.get(outcome.by)
    talkers = {phone.employee if phone else "", call.caller.employee.id if call.caller.employee else ""}
    for talker in talkers - {""}:
        call.memory.put(Topic.TALKED, talker, call.now.timestamp())
