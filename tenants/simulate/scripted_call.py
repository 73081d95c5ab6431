"""A call whose people behave as written in a script."""

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
from tenants.calls.opening_hours import time_zone
from tenants.calls.outcome import ABANDONED, ANSWERED, Outcome, Reason
from tenants.calls.words import Word
from tenants.model import Company, Employee, Line, Music, Phone, RecordingPolicy, Room, WaitingLine
from tenants.model.pin import pin_fits
from tenants.simulate.happening import Happening, Rung, What
from tenants.simulate.pace import Pace
from tenants.simulate.ringing import ring_result
from tenants.simulate.script import PIN, Answer, Script
from tenants.simulate.turns import Turns

NOBODY_CAME = Outcome(Reason.NO_ANSWER)
NO_SERVICE = Fetched(None, "no answer in time")


class ScriptedCall(Pace, Call):
    """Implements tenants.calls.Call, and writes down what a person would have noticed."""

    def __init__(self, company: Company, caller: Caller, dialled: str, script: Script) -> None:
        self.handed_on = 0
        self.forwarded_by = ()
        self.chance = Random(script.seed)  # noqa: S311  # who rings first is no secret
        self.language = company.profile.language
        self.ringing = Ringing()
        self.recording_wish = RecordingPolicy.NEVER
        self.recorded = script.recorded
        self._company, self._caller, self._dialled, self._script = company, caller, dialled, script
        self._turns = Turns(script)
        super().__init__(script, time_zone(company.profile.time_zone))
        self._presses = iter(script.presses)
        self._typed_ahead = ""
        self._pin = iter("")
        """Of a PIN that nobody has written down: whether it fits, for each that it is compared with."""
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
        self._tell(What.DIALS, dialled)

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
        return self._ring(targets, seconds)

    async def ring_outside(self, line: Line, number: str, *, shown: str | None, seconds: int) -> Outcome:
        return self._ring([Target(line=line, number=number, shown=shown)], seconds)

    async def wait_in_line(self, line: WaitingLine, placing: Placing) -> Waited:
        self._step()
        self.answered = True
        self.did.append(f"waited in {line.name}")
        self.placings.append(placing)
        told = self._script.waits.get(line.id, Waited(LineEnd.ANSWERED))
        if not isinstance(told, Waited):
            told = self._turns.next(f"wait {line.id}", told)
        # A digit that does not lead out of the line is not heard.
        waited = told if told.end is not LineEnd.DIGIT or told.digit in placing.exits else Waited(LineEnd.TIMED_OUT)
        if (left := self._left(waited.seconds or 0)) is not None:
            waited = Waited(LineEnd.ABANDONED, seconds=left)
        began = self._now
        self._now += timedelta(seconds=waited.seconds or 0)
        self._tell(What.IN_LINE, line.name, waited.seconds or 0, at=began, reason=_REASONS.get(waited.end))
        if waited.end in (LineEnd.ANSWERED, LineEnd.ABANDONED):
            self._gone = True
        return waited

    async def meet(self, room: Room, *, host: bool) -> None:
        self._step()
        self.answered = self._gone = True
        self.did.append(f"was in {room.name}{' as host' if host else ''}")
        self._tell(What.MEETS, room.name)

    async def park(self, slot: str, *, seconds: int, music: Music | None, told: Sequence[Word] = ()) -> Outcome:
        self._step()
        if learned := self._turns.learned("park", slot):
            return self._parked(slot, Outcome(Reason(learned.answer)), learned.seconds, told)
        if slot in self._script.parked:
            return Outcome(Reason.BUSY)
        side = self._turns.side(slot)
        fetched = side.answer is Answer.ANSWERS and side.after < seconds
        return self._parked(slot, ANSWERED if fetched else NOBODY_CAME, side.after if fetched else seconds, told)

    async def fetch_parked(self, slot: str) -> Outcome:
        self._step()
        there = slot in self._script.parked
        if learned := self._turns.learned("fetch-parked", slot):
            there = learned.answer == Reason.ANSWERED
        if not there:
            return Outcome(Reason.NOT_FOUND)
        whom = self._script.parked.get(slot, "somebody")
        self.did.append(f"talked with {whom} from slot {slot}")
        self._tell(What.JOINS, slot)
        return self._ended(ANSWERED)

    async def pick_up(self, phones: Sequence[Phone]) -> Outcome:
        return await self._joined("picked up", "pick-up", phones)

    async def page(self, phones: Sequence[Phone], *, two_way: bool) -> Outcome:
        self._step()
        if (learned := self._turns.learned("page")) and learned.answer != Reason.ANSWERED:
            return Outcome(Reason(learned.answer))
        logins = ", ".join(phone.login for phone in phones)
        self.did.append(f"paged {logins}" + (" both ways" if two_way else ""))
        self._tell(What.PAGES, who=tuple(self._rung(phone) for phone in phones))
        return self._ended(ANSWERED) if phones else Outcome(Reason.UNREACHABLE)

    async def supervise(self, phones: Sequence[Phone], how: Supervision) -> Outcome:
        return await self._joined(how.value, "supervise", phones)

    async def echo(self) -> None:
        self._step()
        self.answered = self._gone = True
        self.did.append("echo")
        self._tell(What.ECHO)

    async def receive_fax(self) -> Taken | None:
        gone = self._gone
        self._go_on()
        self.answered = True
        learned = self._turns.learned("fax")
        came = learned.seconds > 0 if learned else bool(self._script.message_seconds)
        self._tell(What.FAX)
        return Taken("fax.tif", 1.0) if came and not gone else None

    # Speaking and listening.

    async def answer(self) -> None:
        self._step()
        self.answered = True

    async def say(self, *words: Word) -> None:
        self._step()
        self._hear(words)

    async def ask(
        self, *words: Word, digits: int = 1, seconds: float = 5, end: str = "#", private: bool = False
    ) -> str:
        self._step()
        self.answered = True
        self.said += words
        if words:
            self._tell(What.HEARS, words=words)
        typed = self._typed_ahead or next(self._presses, "")
        if not typed:
            self._tell(What.SILENT, seconds=seconds)
            self._pass(seconds)
            return ""
        if typed.startswith(PIN):
            self._pin = iter(typed.removeprefix(PIN))
            self._tell(What.PRESSES, "…")
            return typed if private else ""
        before, found, after = typed.partition(end) if end else (typed, "", "")
        # As on a real phone: who types faster than they are asked has answered the next question too.
        self._typed_ahead = before[digits:] + found + after if len(before) > digits else after
        self._tell(What.PRESSES, "…" if private else before[:digits] or end)
        return before[:digits]

    def pin_fits(self, digest: str | None, object_id: str, typed: str) -> bool:
        if typed.startswith(PIN):
            return next(self._pin, "0") == "1"
        return pin_fits(digest, self._company.id, object_id, typed)

    async def wait(self, seconds: float, *, music: Music | None = None) -> None:
        self._step()
        self.did.append(f"waited {seconds:g} s")
        self._tell(What.WAITS, seconds=seconds)
        self._pass(seconds)

    async def record(self, *, seconds: int, silence: int = 5) -> Taken | None:
        gone = self._gone  # who hangs up now has spoken until now
        self._go_on()
        learned = self._turns.learned("record")
        length = learned.seconds if learned else min(self._script.message_seconds, seconds)
        if (left := self._left(length)) is not None:
            length, self._gone = left, True
        self._tell(What.SPEAKS, seconds=length)
        self._now += timedelta(seconds=length)
        return Taken(f"message-{self.steps}.wav", length) if length >= 1 and not gone else None

    async def start_recording(self, *, pausable: bool = True) -> None:
        self._step()
        self.recording = True
        self._tell(What.RECORDING)

    async def stop_recording(self) -> None:
        self._step()
        self.recording = self.may_record = False
        self._tell(What.RECORDING_STOPS)

    async def allow_recording(self) -> None:
        self.may_record = True

    async def end(self, reason: Reason) -> None:
        self._gone = True
        self.ended_with = reason
        self._tell(What.ENDS, reason=reason)

    # Asking, noting, doing besides.

    async def fetch(self, url: str, body: Mapping[str, object], *, milliseconds: int) -> Fetched:
        self._step()
        self._tell(What.ASKS_SERVICE, url)
        told = self._script.services.get(url, NO_SERVICE)
        return told if isinstance(told, Fetched) else self._turns.next(f"service {url}", told)

    def busy(self, employee: Employee) -> bool:
        learned = self._turns.learned("busy", employee.id)
        return bool(learned.answer) if learned else employee.number in self._script.busy

    def registered(self, employee: Employee) -> bool:
        learned = self._turns.learned("registered", employee.id)
        return bool(learned.answer) if learned else employee.number not in self._script.unregistered

    def parked_in(self, slot: str) -> bool:
        learned = self._turns.learned("parked-in", slot)
        return bool(learned.answer) if learned else slot in self._script.parked

    def room_for_recordings(self) -> bool:
        learned = self._turns.learned("room")
        return bool(learned.answer) if learned else not self._script.disk_full

    def calls_over(self, line: Line) -> int:
        learned = self._turns.learned("calls-over", line.id)
        return int(learned.seconds) if learned else self._script.calls_over.get(line.id, 0)

    def shared_line_full(self, line: Line) -> bool:
        learned = self._turns.learned("shared-line-full", line.id)
        return bool(learned.answer) if learned else line.id in self._script.shared_lines_full

    def line_down(self, line: Line) -> bool:
        learned = self._turns.learned("line-down", line.id)
        return bool(learned.answer) if learned else line.id in self._script.lines_down

    def outside_calls(self) -> int:
        learned = self._turns.learned("outside-calls")
        return int(learned.seconds) if learned else self._script.outside_calls

    def decide(self, decision: Decision) -> None:
        self.decisions.append(decision)
        self.timeline.append(Happening(self._now, What.DECIDES, decision=decision))

    def send(self, errand: Errand) -> None:
        self.errands.append(errand)

    # How it ends.

    def _ring(self, targets: Sequence[Target], seconds: int) -> Outcome:
        if not self._go_on():
            return ABANDONED
        self.rang_as.append(self.ringing)
        result = ring_result(self._company, targets, self._turns, self._script.unregistered, seconds)
        self.rang += result.rang
        self.rang_seconds += [seconds] * len(result.rang)
        self.shown += result.shown
        self.lines_used += result.lines
        if result.who:
            self._tell(What.RINGS, seconds=seconds, who=result.who)
        try:
            self._pass(result.lasted)
        except CallerGone:
            return ABANDONED
        if result.taker is None:
            self._tell(What.NOBODY, reason=result.outcome.reason)
        elif result.outcome.answered:
            self._tell(What.TAKES, seconds=result.lasted, who=(result.taker,))
        else:
            self._leave()
        return self._ended(result.outcome)

    def _ended(self, outcome: Outcome) -> Outcome:
        if outcome.over:
            self._gone = True
            self.answered = self.answered or outcome.answered
        return outcome

    def _hear(self, words: Sequence[Word]) -> None:
        self.said += words
        self._tell(What.HEARS, words=tuple(words))
        self._pass(2.0)

    def _parked(self, slot: str, outcome: Outcome, seconds: float, told: Sequence[Word]) -> Outcome:
        if outcome.reason is Reason.BUSY:
            return outcome
        self.answered = True
        if told:
            self._hear(told)
        self.did.append(f"parked at {slot}")
        self._tell(What.PARKED, slot, seconds, reason=outcome.reason)
        self._pass(seconds)
        return self._ended(outcome)

    def _rung(self, phone: Phone) -> Rung:
        employee = self._company.employees[phone.employee]
        return Rung(employee.name, employee.number, phone.label)

    async def _joined(self, what: str, word: str, phones: Sequence[Phone]) -> Outcome:
        """Join a call at one of `phones`: the script's busy employees are those who ring or talk."""
        self._step()
        learned = self._turns.learned(word)
        for phone in phones:
            busy = self._company.employees[phone.employee].number in self._script.busy
            if learned.answer == Reason.ANSWERED if learned else busy:
                self.did.append(f"{what} {phone.login}")
                self._tell(What.JOINS, self._company.employees[phone.employee].name)
                return self._ended(ANSWERED)
        return Outcome(Reason.NOT_FOUND)


_REASONS = {
    LineEnd.ANSWERED: Reason.ANSWERED,
    LineEnd.FULL: Reason.FULL,
    LineEnd.NO_AGENTS: Reason.NO_AGENTS,
    LineEnd.TIMED_OUT: Reason.NO_ANSWER,
    LineEnd.DIGIT: Reason.DONE,
    LineEnd.ABANDONED: Reason.ABANDONED,
    LineEnd.FAILED: Reason.FAILED,
}
