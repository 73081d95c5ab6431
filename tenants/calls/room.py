"""Meeting rooms."""

from dataclasses import dataclass

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.outcome import DONE, Outcome
from tenants.calls.pin import ask_pin
from tenants.calls.sentences import Sentence
from tenants.extend import hook
from tenants.model import Kind, Room


@dataclass(frozen=True, slots=True)
class RoomDestination(Destination):
    """Lets in whoever is a host or knows a PIN, and everybody when there is none."""

    kind = Kind.ROOM

    room: Room

    async def take(self, call: Call) -> Outcome:
        host = await self.enters_as_host(call)
        if isinstance(host, Outcome):
            return host
        room = self.room
        text = f"{room.name}{' as host' if host else ''}"
        call.decide(Decision(Rule.MEETING, "room", room.id, text=text))
        await call.answer()
        if room.record and call.caller.line is not None and call.company.profile.recording_notice:
            await call.say(Sentence.CALL_IS_RECORDED)
        await call.meet(room, host=host)
        return DONE

    @hook
    async def enters_as_host(self, call: Call) -> bool | Outcome:
        """Whether the caller is a host, or why they may not come in.

        Where guests need no PIN, it is asked for only when a host could have one; saying nothing means guest.
        """
        room, employee = self.room, call.caller.employee
        if employee is not None and employee.id in room.hosts:
            return True
        if room.pin is None and room.host_pin is None:
            return False
        used = await ask_pin(call, "room", room.id, room.name, room.host_pin, room.pin, optional=room.pin is None)
        return used if isinstance(used, Outcome) else room.host_pin is not None and used == room.host_pin
