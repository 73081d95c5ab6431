"""Steps that bring the call to people: ring, queue, hand on."""

from tenants.calls.destination import hand_to
from tenants.calls.employee import EmployeeDestination
from tenants.calls.flow.walk import Moved, Next, Walk
from tenants.calls.flow.ways import NOT_REACHED, REACHED
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.references import find
from tenants.calls.team import TeamDestination
from tenants.calls.waiting_line import WaitingLineDestination
from tenants.model import Destination, DestinationKind, Employee, RingOrder, Team, WaitingLine
from tenants.model.flow import HandStep, QueueStep, RingStep


async def ring(walk: Walk, step: RingStep) -> Moved:
    """Only the phones: no forwards, no mailbox, no overflow, the flow says what comes then."""
    outcome = await _ring(walk, step.destination, step.seconds)
    walk.note(step, reason=outcome.reason, way=REACHED if outcome.over else NOT_REACHED)
    return _unless_over(outcome, step.otherwise)


async def queue(walk: Walk, step: QueueStep) -> Moved:
    """The line without its overflow; a caller who leaves by one of its digits has left the flow."""
    line = walk.call.company.get(WaitingLine, step.line)
    outcome = (
        Outcome(Reason.NOT_FOUND)
        if line is None
        else await WaitingLineDestination.of(walk.call.company, line).serve(walk.call)
    )
    walk.note(step, reason=outcome.reason, way=REACHED if outcome.over else NOT_REACHED)
    return _unless_over(outcome, step.otherwise)


async def hand(walk: Walk, step: HandStep) -> Moved:
    destination = find(walk.call.company, step.destination)
    walk.note(step, reason=Reason.NOT_FOUND if destination is None else None)
    return Outcome(Reason.NOT_FOUND) if destination is None else await hand_to(walk.call, destination)


async def _ring(walk: Walk, reference: Destination, seconds: int) -> Outcome:
    call = walk.call
    match reference.kind:
        case DestinationKind.EMPLOYEE if (employee := call.company.get(Employee, reference.id)) is not None:
            # Together, so that `seconds` are kept however the person likes to be rung otherwise.
            patient = employee.model_copy(update={"ring_seconds": seconds, "ring_order": RingOrder.ALL})
            return await EmployeeDestination.of(call.company, patient).ring_unless_disturbed(call)
        case DestinationKind.TEAM if (team := call.company.get(Team, reference.id)) is not None:
            patient_team = team.model_copy(update={"ring_seconds": seconds, "overflow": None})
            return await TeamDestination.of(call.company, patient_team).take(call)
    destination = find(call.company, reference)
    return Outcome(Reason.NOT_FOUND) if destination is None else await hand_to(call, destination)


def _unless_over(outcome: Outcome, otherwise: str | None) -> Moved:
    """Nobody took the call: the flow goes on where it says so, else the caller hears why."""
    return Next(otherwise) if not outcome.over and otherwise is not None else outcome
