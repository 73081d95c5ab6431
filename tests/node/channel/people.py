"""What tests of calls say about the people in them."""

from tenants.calls.call import Call, Target
from tenants.calls.outcome import Outcome, Reason
from tests.kit.logic import Logic
from tests.kit.phones import Phones
from tests.kit.talk import Talk


def phone_of(call: Call, number: str) -> Target:
    employee = call.company.employees_by_number[number]
    return Target(phone=call.company.phones_by_employee[employee.id][0])


def outside(call: Call, number: str = "+79161234567", *, after: int = 0, confirm: bool = False) -> Target:
    line = call.company.lines["line-1"]
    return Target(line=line, number=number, shown="+74951110000", after=after, confirm=confirm)


def ended(logic: Logic, phones: Phones, dialled: str, seconds: float = 10) -> object:
    phones.wait_for(lambda: dialled in logic.results, seconds, f"the call logic of {dialled} to end")
    return logic.results[dialled]


def transferred(talk: Talk) -> None:
    """As phones do: once the node says that it worked, the transferring phone hangs up."""
    talk.phone.phones.wait_for(lambda: talk.transferred == 200 or talk.over, 8, f"{talk} to be told of the transfer")
    talk.hang_up()
    talk.wait_until_over()


def reached(logic: Logic, phones: Phones, dialled: str, seconds: float = 10) -> tuple[Reason, str]:
    """How the call logic ended, and who took the call."""
    outcome = ended(logic, phones, dialled, seconds)
    assert isinstance(outcome, Outcome)
    return outcome.reason, outcome.by
