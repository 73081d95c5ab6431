"""Mixed into the class of a call, before it: everything that the call logic is told is noted."""

# mypy: disable-error-code="safe-super"
# What stands behind `super()` is the call that this is mixed into, not the protocol.

from collections.abc import Awaitable, Mapping, Sequence
from typing import TypeVar

from tenants.calls.call import Call, CallerGone, Fetched, Placing, Supervision, Taken, Target, Waited
from tenants.calls.memory import Memory
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.words import Word
from tenants.model import Employee, Line, Music, Phone, Room, WaitingLine
from tenants.witness.notes import NOBODY_KNOWS, YES, Note, Notes, WitnessedMemory, ring_times, target_names

Something = TypeVar("Something")


class Witnessing(Call):
    """`notes` is to be set before the call logic begins."""

    notes: Notes
    _witnessed: WitnessedMemory | None = None

    @property
    def memory(self) -> Memory:
        if self._witnessed is None:
            self._witnessed = WitnessedMemory(super().memory, self.notes)
        return self._witnessed

    async def ring(self, targets: Sequence[Target], *, seconds: int) -> Outcome:
        began = self._noted_begin()
        return self._noted_ring(await super().ring(targets, seconds=seconds), targets, seconds, began)

    async def ring_outside(self, line: Line, number: str, *, shown: str | None, seconds: int) -> Outcome:
        began = self._noted_begin()
        outcome = await super().ring_outside(line, number, shown=shown, seconds=seconds)
        return self._noted_ring(outcome, [Target(line=line, number=number)], seconds, began)

    async def wait_in_line(self, line: WaitingLine, placing: Placing) -> Waited:
        waited = await self._noted(super().wait_in_line(line, placing))
        seconds = waited.seconds if waited.seconds is not None else NOBODY_KNOWS
        self.notes.add(Note("wait", (line.id, str(waited.position)), waited.end.value, waited.digit, seconds))
        return waited

    async def meet(self, room: Room, *, host: bool) -> None:
        await self._noted(super().meet(room, host=host))

    async def park(self, slot: str, *, seconds: int, music: Music | None, told: Sequence[Word] = ()) -> Outcome:
        began = self.notes.clock()
        outcome = await self._noted(super().park(slot, seconds=seconds, music=music, told=told))
        return self._noted_joining("park", slot, outcome, began)

    async def fetch_parked(self, slot: str) -> Outcome:
        return self._noted_joining("fetch-parked", slot, await self._noted(super().fetch_parked(slot)))

    async def pick_up(self, phones: Sequence[Phone]) -> Outcome:
        return self._noted_joining("pick-up", "", await self._noted(super().pick_up(phones)))

    async def page(self, phones: Sequence[Phone], *, two_way: bool) -> Outcome:
        return self._noted_joining("page", "", await self._noted(super().page(phones, two_way=two_way)))

    async def supervise(self, phones: Sequence[Phone], how: Supervision) -> Outcome:
        return self._noted_joining("supervise", "", await self._noted(super().supervise(phones, how)))

    async def echo(self) -> None:
        await self._noted(super().echo())

    async def receive_fax(self) -> Taken | None:
        taken = await self._noted(super().receive_fax())
        self.notes.add(Note("fax", seconds=taken.seconds if taken else 0.0))
        return taken

    async def answer(self) -> None:
        await self._noted(super().answer())

    async def say(self, *words: Word) -> None:
        await self._noted(super().say(*words))

    async def ask(
        self, *words: Word, digits: int = 1, seconds: float = 5, end: str = "#", private: bool = False
    ) -> str:
        typed = await self._noted(super().ask(*words, digits=digits, seconds=seconds, end=end, private=private))
        self.notes.asked(typed, private=private)
        return typed

    def pin_fits(self, digest: str | None, object_id: str, typed: str) -> bool:
        fits = super().pin_fits(digest, object_id, typed)
        self.notes.compared(fits=fits)
        return fits

    async def wait(self, seconds: float, *, music: Music | None = None) -> None:
        await self._noted(super().wait(seconds, music=music))

    async def record(self, *, seconds: int, silence: int = 5) -> Taken | None:
        taken = await self._noted(super().record(seconds=seconds, silence=silence))
        self.notes.add(Note("record", seconds=taken.seconds if taken else 0.0))
        return taken

    async def start_recording(self, *, pausable: bool = True) -> None:
        await self._noted(super().start_recording(pausable=pausable))

    async def stop_recording(self) -> None:
        await self._noted(super().stop_recording())

    async def fetch(self, url: str, body: Mapping[str, object], *, milliseconds: int) -> Fetched:
        fetched = await self._noted(super().fetch(url, body, milliseconds=milliseconds))
        fields = self.notes.data(dict(fetched.fields)) if fetched.fields is not None else ""
        self.notes.add(Note("fetch", (url,), fetched.why, data=fields))
        return fetched

    def busy(self, employee: Employee) -> bool:
        return self._noted_state("busy", employee.id, super().busy(employee))

    def registered(self, employee: Employee) -> bool:
        return self._noted_state("registered", employee.id, super().registered(employee))

    def parked_in(self, slot: str) -> bool:
        return self._noted_state("parked-in", slot, super().parked_in(slot))

    def shared_line_full(self, line: Line) -> bool:
        return self._noted_state("shared-line-full", line.id, super().shared_line_full(line))

    def line_down(self, line: Line) -> bool:
        return self._noted_state("line-down", line.id, super().line_down(line))

    def room_for_recordings(self) -> bool:
        return self._noted_state("room", "", super().room_for_recordings())

    def calls_over(self, line: Line) -> int:
        calls = super().calls_over(line)
        self.notes.add(Note("calls-over", (line.id,), seconds=calls))
        return calls

    def outside_calls(self) -> int:
        calls = super().outside_calls()
        self.notes.add(Note("outside-calls", seconds=calls))
        return calls

    # How it is noted.

    def _noted_begin(self) -> float:
        self.notes.steps += 1
        return self.notes.clock()

    async def _noted(self, doing: Awaitable[Something]) -> Something:
        self.notes.steps += 1
        try:
            return await doing
        except CallerGone:
            self.notes.gone()
            raise

    def _noted_ring(self, outcome: Outcome, targets: Sequence[Target], seconds: int, began: float) -> Outcome:
        if outcome.reason is Reason.ABANDONED:
            self.notes.gone()
        lasted = self.notes.clock() - began
        names, times = target_names(targets), ring_times(targets, seconds)
        self.notes.add(Note("ring", names, outcome.reason.value, outcome.by, lasted, outcome.talked, times))
        return outcome

    def _noted_joining(self, what: str, about: str, outcome: Outcome, began: float | None = None) -> Outcome:
        lasted = self.notes.clock() - began if began is not None else 0.0
        self.notes.add(Note(what, (about,) if about else (), outcome.reason.value, seconds=lasted))
        return outcome

    def _noted_state(self, what: str, about: str, is_so: bool) -> bool:
        self.notes.add(Note(what, (about,), YES if is_so else ""))
        return is_so
