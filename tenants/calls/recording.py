"""Whether a call is recorded: everybody and everything it meets has a say, and the strictest wins."""

from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Reason
from tenants.calls.sentences import Sentence
from tenants.model import RecordingPolicy

_STRICTEST_LAST: Final = (
    RecordingPolicy.NEVER,
    RecordingPolicy.ON_DEMAND,
    RecordingPolicy.OUTSIDE,
    RecordingPolicy.ALWAYS,
    RecordingPolicy.DENIED,
)


def want_recording(call: Call, *policies: RecordingPolicy, outside: bool = False) -> None:
    """Remember what a number or a line wants; recording begins when somebody is about to be reached.

    `outside`: the called side is outside. A caller from outside makes it an outside call in any case.
    """
    with_outside = outside or call.caller.line is not None
    applicable = (policy for policy in policies if policy is not RecordingPolicy.OUTSIDE or with_outside)
    call.recording_wish = max(call.recording_wish, *applicable, RecordingPolicy.NEVER, key=_STRICTEST_LAST.index)


async def consider_recording(call: Call, *policies: RecordingPolicy, outside: bool = False) -> None:
    """Add the wishes of whoever is about to be reached, and of the employee who calls; then begin, allow or stop.

    To be called before ringing, since ringing returns after the talk. Begins once per call, and a caller from outside
    hears it where the company wants that.
    """
    before, employee = call.recording_wish, call.caller.employee
    want_recording(call, *policies, *((employee.record,) if employee else ()), outside=outside)
    match call.recording_wish:
        case RecordingPolicy.ALWAYS | RecordingPolicy.OUTSIDE if not call.recorded:
            await _begin(call)
        case RecordingPolicy.ON_DEMAND if _room(call):
            await call.allow_recording()
        case RecordingPolicy.DENIED if call.recorded or before is RecordingPolicy.ON_DEMAND:
            call.recorded = False
            call.decide(Decision(Rule.RECORDED, text="not any more: somebody in the call must not be recorded"))
            await call.stop_recording()


async def _begin(call: Call) -> None:
    if not _room(call):
        return
    call.recorded = True
    call.decide(Decision(Rule.RECORDED, text=call.recording_wish))
    if call.caller.line is not None and call.company.profile.recording_notice:
        await call.say(Sentence.CALL_IS_RECORDED)
    await call.start_recording()


def _room(call: Call) -> bool:
    """Whether a recording may begin; noted when not."""
    if call.room_for_recordings():
        return True
    call.decide(Decision(Rule.RECORDED, reason=Reason.FULL, text="not recorded: the disk of the node is nearly full"))
    return False
