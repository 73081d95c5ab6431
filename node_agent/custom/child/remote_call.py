"""The call as custom code sees it: each wish goes to the parent, which has the real one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from node_agent.custom import operations as ops
from node_agent.custom.child.link import Link
from node_agent.custom.messages import Begin, CallerForm, Manners, RingingForm
from node_agent.custom.values import DecisionForm, form_of
from tenants.calls.call import (
    Call,
    Caller,
    Fetched,
    Placing,
    Ringing,
    Supervision,
    Taken,
    Target,
    Waited,
)
from tenants.calls.decision import Decision
from tenants.calls.errand import Errand
from tenants.calls.memory import Topic
from tenants.calls.opening_hours import time_zone
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.words import Word
from tenants.model import Company, Employee, Line, Music, Phone, RecordingPolicy, Room, WaitingLine

OUTCOME: Final = TypeAdapter(Outcome)
WAITED: Final = TypeAdapter(Waited)
TAKEN: Final = TypeAdapter(Taken | None)
FETCHED: Final = TypeAdapter(Fetched)


class RemoteCall(Call):
    """Implements tenants.calls.Call."""

    def __init__(self, link: Link, company: Company, begin: Begin) -> None:
        self.handed_on = 0
        self.forwarded_by = ()
        self.chance = Random(begin.seed)  # noqa: S311  # who rings first is no secret
        self.language = company.profile.language
        self.ringing = Ringing()
        self.recording_wish = RecordingPolicy.NEVER
        self.recorded = begin.recorded
        self._link, self._number, self._clock = link, begin.call, begin.clock
        self._states = {state.employee: state for state in begin.states}
        """As they were when it became our turn."""
        self._company, self._caller, self._dialled = company, caller_of(company, begin.caller), begin.dialled
        self._memory = RemoteMemory(link, begin.call)
        self._known = (self.language, self.ringing)
        """What the parent knows of `language` and `ringing`."""

    @property
    def company(self) -> Company:
        return self._company

    @property
    def caller(self) -> Caller:
        return self._caller

    @property
    def dialled(self) -> str:
        return self._dialled

    @property
    def now(self) -> datetime:
        if (clock := self._clock) is not None:
            return clock.at.astimezone(ZoneInfo(clock.zone)) if clock.zone else clock.at
        return datetime.now(time_zone(self._company.profile.time_zone))

    @property
    def memory(self) -> "RemoteMemory":
        return self._memory

    # Connecting.

    async def ring(self, targets: Sequence[Target], *, seconds: int) -> Outcome:
        forms = tuple(_target(each) for each in targets)
        return OUTCOME.validate_python(await self._do(ops.Ring(targets=forms, seconds=seconds)))

    async def ring_outside(self, line: Line, number: str, *, shown: str | None, seconds: int) -> Outcome:
        wish = ops.RingOutside(line=line.id, number=number, shown=shown, seconds=seconds)
        return OUTCOME.validate_python(await self._do(wish))

    async def wait_in_line(self, line: WaitingLine, placing: Placing) -> Waited:
        return WAITED.validate_python(await self._do(ops.WaitInLine(line=line.id, placing=placing)))

    async def meet(self, room: Room, *, host: bool) -> None:
        await self._do(ops.Meet(room=room.id, host=host))

    async def park(self, slot: str, *, seconds: int, music: Music | None, told: Sequence[Word] = ()) -> Outcome:
        wish = ops.Park(slot=slot, seconds=seconds, music=_id(music), told=tuple(map(form_of, told)))
        return OUTCOME.validate_python(await self._do(wish))

    async def fetch_parked(self, slot: str) -> Outcome:
        return OUTCOME.validate_python(await self._do(ops.FetchParked(slot=slot)))

    async def pick_up(self, phones: Sequence[Phone]) -> Outcome:
        return OUTCOME.validate_python(await self._do(ops.PickUp(phones=_ids(phones))))

    async def page(self, phones: Sequence[Phone], *, two_way: bool) -> Outcome:
        return OUTCOME.validate_python(await self._do(ops.Page(phones=_ids(phones), two_way=two_way)))

    async def supervise(self, phones: Sequence[Phone], how: Supervision) -> Outcome:
        return OUTCOME.validate_python(await self._do(ops.Supervise(phones=_ids(phones), how=how)))

    async def echo(self) -> None:
        await self._do(ops.Echo())

    async def receive_fax(self) -> Taken | None:
        return TAKEN.validate_python(await self._do(ops.ReceiveFax()))

    # Speaking and listening.

    async def answer(self) -> None:
        await self._do(ops.Answer())

    async def say(self, *words: Word) -> None:
        await self._do(ops.Say(words=tuple(map(form_of, words))))

    async def ask(
        self, *words: Word, digits: int = 1, seconds: float = 5, end: str = "#", private: bool = False
    ) -> str:
        forms = tuple(map(form_of, words))
        wanted = {"words": forms, "digits": digits, "seconds": seconds, "end": end, "private": private}
        wish = ops.Ask.model_validate(wanted)
        return str(await self._do(wish))

    async def wait(self, seconds: float, *, music: Music | None = None) -> None:
        await self._do(ops.Wait(seconds=max(0.0, seconds), music=_id(music)))

    async def record(self, *, seconds: int, silence: int = 5) -> Taken | None:
        return TAKEN.validate_python(await self._do(ops.Record(seconds=seconds, silence=silence)))

    async def start_recording(self, *, pausable: bool = True) -> None:
        await self._do(ops.StartRecording(pausable=pausable))

    async def stop_recording(self) -> None:
        await self._do(ops.StopRecording())

    async def allow_recording(self) -> None:
        await self._do(ops.AllowRecording())

    async def end(self, reason: Reason) -> None:
        await self._do(ops.End(reason=reason))

    # Asking, noting, doing besides.

    async def fetch(self, url: str, body: Mapping[str, object], *, milliseconds: int) -> Fetched:
        plain = from_json(to_json(dict(body), fallback=str))
        return FETCHED.validate_python(await self._do(ops.Fetch(url=url, body=plain, milliseconds=milliseconds)))

    def busy(self, employee: Employee) -> bool:
        if (state := self._states.get(employee.id)) is not None:
            self._link.tell(self._number, ops.Looked(what="busy", about=employee.id))
            return state.busy
        return bool(self._now(ops.Busy(employee=employee.id)))

    def registered(self, employee: Employee) -> bool:
        if (state := self._states.get(employee.id)) is not None:
            self._link.tell(self._number, ops.Looked(what="registered", about=employee.id))
            return state.registered
        return bool(self._now(ops.Registered(employee=employee.id)))

    def parked_in(self, slot: str) -> bool:
        return bool(self._now(ops.ParkedIn(slot=slot)))

    def calls_over(self, line: Line) -> int:
        return int(self._now(ops.CallsOver(line=line.id)))

    def room_for_recordings(self) -> bool:
        return bool(self._now(ops.RoomForRecordings()))

    def shared_line_full(self, line: Line) -> bool:
        return bool(self._now(ops.SharedLineFull(line=line.id)))

    def line_down(self, line: Line) -> bool:
        return bool(self._now(ops.LineDown(line=line.id)))

    def outside_calls(self) -> int:
        return int(self._now(ops.OutsideCalls()))

    def pin_fits(self, digest: str | None, object_id: str, typed: str) -> bool:
        return bool(self._now(ops.PinFits(digest=digest, object_id=object_id, typed=typed)))

    def decide(self, decision: Decision) -> None:
        self._link.tell(self._number, ops.Decide(decision=DecisionForm.of(decision)))

    def send(self, errand: Errand) -> None:
        self._link.tell(self._number, ops.Send(errand=form_of(errand)))

    # Parts.

    def _now(self, wish: ops.Wish) -> Any:
        return self._link.ask_now(self._number, wish)

    async def _do(self, wish: ops.Wish) -> Any:
        manners, now = None, (self.language, self.ringing)
        if now != self._known:
            manners, self._known = Manners(language=self.language, ringing=_ringing(self.ringing)), now
        answer = await self._link.ask(self._number, wish, manners)
        self._clock, self._states = answer.clock, {state.employee: state for state in answer.states}
        return answer.result


class RemoteMemory:
    """Implements tenants.calls.memory.Memory."""

    def __init__(self, link: Link, call: int) -> None:
        self._link, self._call = link, call

    def get(self, topic: Topic, object_id: str) -> Any:
        return self._link.remembered(self._call, topic, object_id)

    def put(self, topic: Topic, object_id: str, value: Any) -> None:
        self._link.remember(self._call, topic, object_id, value)


def caller_of(company: Company, form: CallerForm) -> Caller:
    return Caller(
        form.number,
        form.name,
        employee=company.get(Employee, form.employee),
        line=company.lines.get(form.line or ""),
        phone=company.get(Phone, form.phone),
        transferred_by=company.get(Employee, form.transferred_by),
        transferred_from=company.get(Phone, form.transferred_from),
    )


def _id(item: Music | None) -> str | None:
    return item.id if item is not None else None


def _ids(phones: Sequence[Phone]) -> tuple[str, ...]:
    return tuple(phone.id for phone in phones)


def _target(target: Target) -> ops.TargetForm:
    return ops.TargetForm.model_validate(
        {
            "phone": target.phone.id if target.phone is not None else None,
            "line": target.line.id if target.line is not None else None,
            "number": target.number,
            "shown": target.shown,
            "after": target.after,
            "confirm": target.confirm,
            "price": target.price,
        }
    )


def _ringing(ringing: Ringing) -> RingingForm:
    return RingingForm(
        prefix=ringing.prefix,
        caller_name=ringing.caller_name,
        caller_number=ringing.caller_number,
        music=_id(ringing.music),
        manner=ringing.manner,
        may_transfer=ringing.may_transfer,
    )
