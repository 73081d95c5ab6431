"""Does on the real call what custom code asked for."""

from collections.abc import Sequence

from node_agent.custom import operations as ops
from node_agent.custom.parent.objects import Objects, Refused
from node_agent.custom.values import KeptForm, WordForm, word_of
from tenants.calls.call import Call, LineEnd, Waited
from tenants.calls.outcome import Outcome
from tenants.calls.words import Word
from tenants.model import Line, Room, WaitingLine


async def carry_out(call: Call, objects: Objects, wish: ops.Wish) -> object:
    """What the call's method returns. Raises CallerGone, Refused, ValueError, OSError."""
    match wish:
        case ops.Say() | ops.Ask() | ops.Answer() | ops.Wait() | ops.End():
            return await _speak(call, objects, wish)
        case ops.Record() | ops.StartRecording() | ops.StopRecording() | ops.AllowRecording() | ops.ReceiveFax():
            return await _keep(call, wish)
        case ops.Fetch():
            return await call.fetch(wish.url, wish.body, milliseconds=wish.milliseconds)
        case ops.Ring():
            return await call.ring([objects.target(each) for each in wish.targets], seconds=wish.seconds)
        case ops.RingOutside():
            line = objects.get(Line, wish.line)
            return await call.ring_outside(line, wish.number, shown=wish.shown, seconds=wish.seconds)
        case ops.WaitInLine():
            return await call.wait_in_line(objects.get(WaitingLine, wish.line), wish.placing)
    return await _join(call, objects, wish)


async def _speak(call: Call, objects: Objects, wish: ops.Say | ops.Ask | ops.Answer | ops.Wait | ops.End) -> object:
    match wish:
        case ops.Say():
            await call.say(*_words(objects, wish.words))
        case ops.Ask():
            words = _words(objects, wish.words)
            return await call.ask(*words, digits=wish.digits, seconds=wish.seconds, end=wish.end, private=wish.private)
        case ops.Answer():
            await call.answer()
        case ops.Wait():
            await call.wait(wish.seconds, music=objects.music(wish.music))
        case ops.End():
            await call.end(wish.reason)
    return None


async def _keep(
    call: Call, wish: ops.Record | ops.StartRecording | ops.StopRecording | ops.AllowRecording | ops.ReceiveFax
) -> object:
    match wish:
        case ops.Record():
            return await call.record(seconds=wish.seconds, silence=wish.silence)
        case ops.StartRecording():
            await call.start_recording(pausable=wish.pausable)
        case ops.StopRecording():
            await call.stop_recording()
        case ops.AllowRecording():
            await call.allow_recording()
        case ops.ReceiveFax():
            return await call.receive_fax()
    return None


async def _join(call: Call, objects: Objects, wish: ops.Wish) -> object:
    match wish:
        case ops.Meet():
            await call.meet(objects.get(Room, wish.room), host=wish.host)
        case ops.Park():
            told = _words(objects, wish.told)
            return await call.park(wish.slot, seconds=wish.seconds, music=objects.music(wish.music), told=told)
        case ops.FetchParked():
            return await call.fetch_parked(wish.slot)
        case ops.PickUp():
            return await call.pick_up(objects.phones(wish.phones))
        case ops.Page():
            return await call.page(objects.phones(wish.phones), two_way=wish.two_way)
        case ops.Supervise():
            return await call.supervise(objects.phones(wish.phones), wish.how)
        case ops.Echo():
            await call.echo()
        case _:
            raise Refused(f"{wish.op} is nothing to wait for")
    return None


def is_service(wish: ops.Wish, result: object) -> bool:
    """Whether the caller has now talked with somebody or something, or was sent off: nothing can begin anew then."""
    match result:
        case Outcome():
            return result.over
        case Waited():
            return result.end in {LineEnd.ANSWERED, LineEnd.ABANDONED}
    if isinstance(wish, ops.ReceiveFax):
        return result is not None
    return isinstance(wish, ops.Meet | ops.Echo | ops.End)


def _words(objects: Objects, forms: Sequence[WordForm]) -> list[Word]:
    """Raises Refused."""
    for form in forms:
        if isinstance(form, KeptForm):
            objects.own_file(form.file)
    return [word_of(form) for form in forms]
