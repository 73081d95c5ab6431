"""A call whose people behave as written in a script."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from tenants.calls.call import (
    Call,
    Caller,
    CallerGone,
    Fetched,
    LineEnd,
    Placing,
    Ringing,
    Supervision,
    Taken,
    Target,
    Waited,
)
from tenants.calls.decision import Decision
from tenants.calls.errand import Errand
from tenants.calls.memory import Memory
from tenants.calls.outcome import ABANDONED, ANSWERED, Outcome, Reason
from tenants.calls.words import Word
from tenants.model import Company, Employee, Line, Music, Phone, RecordingPolicy, Room, WaitingLine
from tenants.simulate.ringing import ring_result
from tenants.simulate.script import Answer, Script

NOBODY_CAME = Outcome(Reason.NO_ANSWER)


class ScriptedCall(Call):
    """Implements tenants.calls.Call, and writes down what a person would have noticed."""

    def __init__(self, company: Company, caller: Caller, dialled: str, script: Script) -> None:
        self.handed_on = 0
        self.forwarded_by = ()
        self.chance = Random(script.seed)  # noqa: S311  # who rings first is no secret
        self.language = company.profile.language
        self.ringing = Ringing()
        self.recording_wish = RecordingPolicy.NEVER
        self.recorded = False
        self._company, self._caller, self._dialled, self._script = company, caller, dialled, script
        self._now = script.now
        self._presses = iter(script.presses)
        self._typed_ahead = ""
        self.steps = 0
        """How many things took time so far."""
        self.rang: list[str] = []
        """Short numbers of employees and outside numbers, in order."""
        self.rang_seconds: list[int] = []
        self.rang_as: list[Ringing] = []
        """How each ring was offered: prefix, music, manner."""
        self.shown: list[str | None] = []
        """What each called side outside saw."""
        self.lines_used: list[str] = []
        self.said: list[Word] = []
        self.did: list[str] = []
        """What else happened, such as `parked at 701`."""
        self.errands: list[Errand] = []
        self.ended_with: Reason | None = None
        self.decisions: list[Decision] = []
        self.answered = False
        self.recording = False
        self.may_record = False
        self.placings: list[Placing] = []
        """How the caller joined waiting lines."""
        self._waits: Counter[str] = Counter()
        self._gone = False

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
        return self._now

    @property
    def memory(self) -> Memory:
        return self._script.memory

    # Connecting.

    async def ring(self, targets: Sequence[Target], *, seconds: int) -> Outcome:
        if not self._go_on():
            return ABANDONED
        self.rang_as.append(self.ringing)
        result = ring_result(self._company, targets, self._script, seconds)
        self.rang += result.rang
        self.rang_seconds += [seconds] * len(result.rang)
        self.shown += result.shown
        self.lines_used += result.lines
        self._pass(result.lasted)
        return self._ended(result.outcome)

    async def ring_outside(self, line: Line, number: str, *, shown: str | None, seconds: int) -> Outcome:
        return await self.ring([Target(line=line, number=number, shown=shown)], seconds=seconds)

    async def wait_in_line(self, line: WaitingLine, placing: Placing) -> Waited:
        self._step()
        self.answered = True
        self.did.append(f"waited in {line.name}")
        self.placings.append(placing)
        told = self._script.waits.get(line.id, Waited(LineEnd.ANSWERED))
        if not isinstance(told, Waited):
            told = told[min(self._waits[line.id], len(told) - 1)]
        self._waits[line.id] += 1
        # A digit that does not lead out of the line is not heard.
        waited = told if told.end is not LineEnd.DIGIT or told.digit in placing.exits else Waited(LineEnd.TIMED_OUT)
        self._pass(waited.seconds or 0)
        if waited.end in (LineEnd.ANSWERED, LineEnd.ABANDONED):
            self._gone = True
        return waited

    async def meet(self, room: Room, *, host: bool) -> None:
        self._step()
        self.answered = self._gone = True
        self.did.append(f"was in {room.name}{' as host' if host else ''}")

    async def park(self, slot: str, *, seconds: int, music: Music | None) -> Outcome:
        self._step()
        if slot in self._script.parked:
            return Outcome(Reason.BUSY)
        self.answered = True
        self.did.append(f"parked at {slot}")
        side = self._script.side(slot)
        return self._ended(ANSWERED if side.answer is Answer.ANSWERS and side.after < seconds else NOBODY_CAME)

    async def fetch_parked(self, slot: str) -> Outcome:
        self._step()
        if slot not in self._script.parked:
            return Outcome(Reason.NOT_FOUND)
        self.did.append(f"talked with {self._script.parked[slot]} from slot {slot}")
        return self._ended(ANSWERED)

    async def pick_up(self, phones: Sequence[Phone]) -> Outcome:
        return await self._joined("picked up", phones)

    async def page(self, phones: Sequence[Phone], *, two_way: bool) -> Outcome:
        self._step()
        logins = ", ".join(phone.login for phone in phones)
        self.did.append(f"paged {logins}" + (" both ways" if two_way else ""))
        return self._ended(ANSWERED) if phones else Outcome(Reason.UNREACHABLE)

    async def supervise(self, phones: Sequence[Phone], how: Supervision) -> Outcome:
        return await self._joined(how.value, phones)

    async def echo(self) -> None:
        self._step()
        self.answered = self._gone = True
        self.did.append("echo")

    async def receive_fax(self) -> Taken | None:
        gone = self._gone
        self._go_on()
        self.answered = True
        return Taken("fax.tif", 1.0) if self._script.message_seconds and not gone else None

    # Speaking and listening.

    async def answer(self) -> None:
        self._step()
        self.answered = True

    async def say(self, *words: Word) -> None:
        self._step()
        self.said += words
        self._pass(2.0)

    async def ask(self, *words: Word, digits: int = 1, seconds: float = 5, end: str = "#") -> str:
        self._step()
        self.answered = True
        self.said += words
        typed = self._typed_ahead or next(self._presses, "")
        if not typed:
            self._pass(seconds)
        before, found, after = typed.partition(end) if end else (typed, "", "")
        # As on a real phone: who types faster than they are asked has answered the next question too.
        self._typed_ahead = before[digits:] + found + after if len(before) > digits else after
        return before[:digits]

    async def wait(self, seconds: float, *, music: Music | None = None) -> None:
        self._step()
        self.did.append(f"waited {seconds:g} s")
        self._pass(seconds)

    async def record(self, *, seconds: int, silence: int = 5) -> Taken | None:
        gone = self._gone  # who hangs up now has spoken until now
        self._go_on()
        length = min(self._script.message_seconds, seconds)
        self._pass(length)
        return Taken(f"message-{self.steps}.wav", length) if length >= 1 and not gone else None

    async def start_recording(self, *, pausable: bool = True) -> None:
        self._step()
        self.recording = True

    async def stop_recording(self) -> None:
        self._step()
        self.recording = self.may_record = False

    async def allow_recording(self) -> None:
        self.may_record = True

    async def end(self, reason: Reason) -> None:
        self._gone = True
        self.ended_with = reason

    # Asking, noting, doing besides.

    async def fetch(self, url: str, body: Mapping[str, object], *, milliseconds: int) -> Fetched:
        self._step()
        return self._script.services.get(url, Fetched(None, "no answer in time"))

    def busy(self, employee: Employee) -> bool:
        return employee.number in self._script.busy

    def registered(self, employee: Employee) -> bool:
        return employee.number not in self._script.unregistered

    def parked_in(self, slot: str) -> bool:
        return slot in self._script.parked

    def room_for_recordings(self) -> bool:
        return not self._script.disk_full

    def calls_over(self, line: Line) -> int:
        return self._script.calls_over.get(line.id, 0)

    def shared_line_full(self, line: Line) -> bool:
        return line.id in self._script.shared_lines_full

    def line_down(self, line: Line) -> bool:
        return line.id in self._script.lines_down

    def outside_calls(self) -> int:
        return self._script.outside_calls

    def decide(self, decision: Decision) -> None:
        self.decisions.append(decision)

    def send(self, errand: Errand) -> None:
        self.errands.append(errand)

    # How time goes.

    def _go_on(self) -> bool:
        """Count a step; False when the caller has gone, now or before."""
        self.steps += 1
        if self.steps == self._script.hang_up_at:
            self._gone = True
        return not self._gone

    def _step(self) -> None:
        if not self._go_on():
            raise CallerGone

    def _pass(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    def _ended(self, outcome: Outcome) -> Outcome:
        if outcome.over:
            self._gone = True
            self.answered = self.answered or outcome.answered
        return outcome

    async def _joined(self, what: str, phones: Sequence[Phone]) -> Outcome:
        """Join a call at one of `phones`: the script's busy employees are those who ring or talk."""
        self._step()
        for phone in phones:
            if self._company.employees[phone.employee].number in self._script.busy:
                self.did.append(f"{what} {phone.login}")
                return self._ended(ANSWERED)
        return Outcome(Reason.NOT_FOUND)
