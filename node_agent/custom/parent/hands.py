"""What custom code can do to its call, counted and within its own company."""

from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import JsonValue, TypeAdapter

from node_agent.custom import operations as ops
from node_agent.custom.messages import Clock, Manners
from node_agent.custom.parent.carry_out import carry_out, is_service
from node_agent.custom.parent.objects import Objects, Refused
from node_agent.custom.parent.remembered import checked
from node_agent.custom.values import errand_of
from tenants.calls.call import Call, Ringing
from tenants.model import Employee, Line
from tenants.witness.witnessing import Witnessing

PLAIN: Final[TypeAdapter[Any]] = TypeAdapter(Any)
DECISIONS_MAX: Final = 1000
ERRANDS_MAX: Final = 100
PUTS_MAX: Final = 1000
SAME_SECONDS: Final = 1.0


class Hands:
    """One call's: what custom code may touch of it."""

    def __init__(self, call: Call) -> None:
        self._call, self._objects = call, Objects(call.company)
        self._language = call.language
        self._left: dict[type, int] = {ops.Decide: DECISIONS_MAX, ops.Send: ERRANDS_MAX, ops.Remember: PUTS_MAX}
        self.served = False
        """Whether the caller has talked with somebody or something, or was sent off."""

    def adopt(self, manners: Manners) -> None:
        """Raises Refused."""
        self._call.language, self._call.ringing = manners.language, self._objects.ringing(manners)

    @property
    def seed(self) -> int | None:
        """Of what is drawn by chance; None: nobody wants to draw it again."""
        return self._call.notes.seed if isinstance(self._call, Witnessing) else None

    def clock(self) -> Clock | None:
        """None: the call's time is the machine's, which the child can read too."""
        now = self._call.now
        if abs((now - datetime.now(UTC)).total_seconds()) < SAME_SECONDS:
            return None
        return Clock(at=now, zone=now.tzinfo.key if isinstance(now.tzinfo, ZoneInfo) else "")

    def begin_anew(self) -> None:
        """The originals take the call as it came."""
        call = self._call
        call.handed_on, call.forwarded_by = 0, ()
        call.language, call.ringing = self._language, Ringing()
        if isinstance(call, Witnessing):
            # What two logics did one after the other cannot be told again by one.
            call.notes.whole = False

    def look_up(self, wish: ops.Wish) -> JsonValue:
        """What needs no waiting. Raises Refused."""
        call, objects = self._call, self._objects
        match wish:
            case ops.Busy(employee=employee):
                return call.busy(objects.get(Employee, employee))
            case ops.Registered(employee=employee):
                return call.registered(objects.get(Employee, employee))
            case ops.ParkedIn(slot=slot):
                return call.parked_in(slot)
            case ops.CallsOver(line=line):
                return call.calls_over(objects.get(Line, line))
            case ops.LineDown(line=line):
                return call.line_down(objects.get(Line, line))
            case ops.SharedLineFull(line=line):
                return call.shared_line_full(objects.get(Line, line))
            case ops.RoomForRecordings():
                return call.room_for_recordings()
            case ops.OutsideCalls():
                return call.outside_calls()
            case ops.PinFits():
                return call.pin_fits(wish.digest, wish.object_id, wish.typed)
            case ops.Remembered(topic=topic, object_id=object_id):
                remembered: JsonValue = call.memory.get(topic, object_id)
                return remembered
        raise Refused(f"{wish.op} is nothing to look up")

    def note(self, wish: ops.Wish) -> None:
        """What nobody waits for. Raises Refused."""
        if isinstance(wish, ops.Looked):
            self._look_again(wish)
            return
        self._left[type(wish)] -= 1
        if self._left[type(wish)] < 0:
            raise Refused(f"{wish.op}: too often in one call")
        match wish:
            case ops.Remember():
                value = checked(wish.topic, wish.value, self._objects)
                self._call.memory.put(wish.topic, wish.object_id, value)
            case ops.Decide():
                self._call.decide(wish.decision.value())
            case ops.Send():
                errand = errand_of(wish.errand)
                if (file := getattr(errand, "file", None)) is not None:
                    self._objects.own_file(file)
                self._call.send(errand)

    def _look_again(self, looked: ops.Looked) -> None:
        """A call that is told again later has noted what it asked. Raises Refused."""
        if looked.topic is not None:
            self._call.memory.get(looked.topic, looked.about)
        elif looked.what == "busy":
            self._call.busy(self._objects.get(Employee, looked.about))
        else:
            self._call.registered(self._objects.get(Employee, looked.about))

    async def do(self, wish: ops.Wish) -> JsonValue:
        """What takes its time. Raises CallerGone, Refused, ValueError, OSError."""
        result = await carry_out(self._call, self._objects, wish)
        self.served = self.served or is_service(wish, result)
        if isinstance(wish, ops.StartRecording | ops.StopRecording):
            self._call.recorded = isinstance(wish, ops.StartRecording)
        plain: JsonValue = PLAIN.dump_python(result, mode="json")
        return plain
