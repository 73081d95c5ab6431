"""The call that call logic talks to, on a real leg."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from random import Random
from types import MappingProxyType

from node_agent.asterisk.cel.translate import call_id
from node_agent.asterisk.fastagi import commands
from node_agent.asterisk.fastagi.dialling import Offer
from node_agent.asterisk.prompts import WordFiles
from node_agent.calls.call_log import CallLog
from node_agent.calls.channel import joining, ringing, speaking
from node_agent.calls.channel.keeping import Keeper
from node_agent.calls.channel.leg import CallerLeg
from node_agent.calls.channel.standing_still import StandingStill, stand_still
from node_agent.calls.late import web_client
from node_agent.calls.music import music_class
from node_agent.calls.services import Services
from tenants.calls.call import (
    Call,
    Caller,
    CallerGone,
    Fetched,
    Manner,
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
from tenants.calls.outcome import ANSWERED, Outcome, Reason
from tenants.calls.words import Word
from tenants.model import Company, Employee, Line, Music, Phone, RecordingPolicy, Room, WaitingLine

CHANCE = Random()  # noqa: S311  # who rings first is no secret
NORMAL_END = 16
CAUSES = MappingProxyType(
    {
        Reason.BUSY: 17,
        Reason.DO_NOT_DISTURB: 17,
        Reason.NO_ANSWER: 19,
        Reason.UNREACHABLE: 20,
        Reason.REFUSED: 21,
        Reason.BLOCKED: 21,
        Reason.ANONYMOUS: 21,
        Reason.NOT_PERMITTED: 21,
        Reason.WRONG_PIN: 21,
        Reason.NOT_FOUND: 1,
        Reason.NO_LINE: 34,
        Reason.LINE_DOWN: 34,
        Reason.OVER_LIMIT: 34,
        Reason.FULL: 34,
        Reason.LOOP: 38,
        Reason.FAILED: 38,
    }
)
"""ITU-T Q.850; PJSIP answers 17 with 486, 19 and 20 with 480, 21 with 403, 1 with 404, 34 with 503, 38 with 500."""


class ChannelCall(Call):
    """One call in progress on this node. Implements tenants.calls.Call."""

    __slots__ = (
        "_caller",
        "_keeper",
        "_leg",
        "_log",
        "_node",
        "_services",
        "_words",
        "chance",
        "forwarded_by",
        "handed_on",
        "language",
        "recorded",
        "recording_wish",
        "ringing",
    )

    def __init__(self, leg: CallerLeg, caller: Caller, services: Services, log: CallLog, node: str) -> None:
        self.handed_on = 0
        self.forwarded_by = ()
        self.chance = CHANCE
        self.language = leg.company.profile.language
        self.ringing = Ringing()
        self.recording_wish = RecordingPolicy.NEVER
        self.recorded = False
        self._leg, self._caller, self._services, self._log, self._node = leg, caller, services, log, node
        self._words = WordFiles(services.media)
        self._keeper = Keeper(leg, services.media, node)

    @property
    def company(self) -> Company:
        return self._leg.company

    @property
    def caller(self) -> Caller:
        return self._caller

    @property
    def dialled(self) -> str:
        return self._leg.request.number

    @property
    def now(self) -> datetime:
        return datetime.now(time_zone(self.company.profile.time_zone))

    @property
    def memory(self) -> Memory:
        employee = self._caller.employee
        return self._services.memories.of(self.company.id, by=employee.id if employee is not None else None)

    # Connecting.

    async def ring(self, targets: Sequence[Target], *, seconds: int) -> Outcome:
        with self._lines_of(targets):
            offer = self._offer(called=all(target.phone is not None for target in targets))
            if len(targets) == 1 and targets[0].phone is None and not (targets[0].after or targets[0].confirm):
                return await self._ring_outside(targets[0], seconds)
            return await ringing.ring(self._leg, targets, seconds, self._shown(), offer, self.language)

    async def ring_outside(self, line: Line, number: str, *, shown: str | None, seconds: int) -> Outcome:
        with self._services.usage.using(self.company.id, line.id, self._leg.request.call):
            outcome = await self._ring_outside(Target(line=line, number=number, shown=shown), seconds)
        if outcome.reason is Reason.LINE_DOWN:
            self._services.line_states.failed(line.id)
        return outcome

    async def wait_in_line(self, line: WaitingLine, placing: Placing) -> Waited:
        await self._leg.answer()
        await self._leg.speak(self.language)
        await ringing.show(self._leg, self._shown())
        return await self._services.lines.wait(self._leg, line, placing)

    async def keep_place(self, line: WaitingLine, placing: Placing) -> Waited:
        """Wait in somebody else's place (errand.LineCallback): this end stays unanswered until an agent answers.

        Raises CallerGone.
        """
        return await self._services.lines.wait(self._leg, line, placing)

    async def meet(self, room: Room, *, host: bool) -> None:
        place = joining.place(self._leg, room.id)
        record = room.record and self.room_for_recordings()
        async with self._keeper.meeting(self._services.meetings, place, self.now, record=record) as recording:
            await joining.meet(self._leg, room, host=host, language=self.language, record=recording)

    async def park(self, slot: str, *, seconds: int, music: Music | None, told: Sequence[Word] = ()) -> Outcome:
        with self._services.parked.at(self.company.id, slot, self._leg.request.channel) as parked:
            if parked is None:
                return Outcome(Reason.BUSY)
            try:
                await ringing.show(self._leg, self._shown())
                await self._leg.answer()
                if told:
                    await speaking.say(self._leg, self._words.files(told, self.language))
                music_there = music_class(self.company, music)
                return await joining.park(self._leg, parked, slot, seconds=seconds, music=music_there)
            except CallerGone:
                if not parked.fetched:
                    raise
                return ANSWERED

    async def fetch_parked(self, slot: str) -> Outcome:
        return await joining.fetch(self._leg, self._services.parked, slot)

    async def pick_up(self, phones: Sequence[Phone]) -> Outcome:
        return await joining.pick_up(self._leg, phones)

    async def page(self, phones: Sequence[Phone], *, two_way: bool) -> Outcome:
        await ringing.show(self._leg, self._shown())
        return await joining.page(self._leg, phones, two_way=two_way)

    async def supervise(self, phones: Sequence[Phone], how: Supervision) -> Outcome:
        return await joining.supervise(self._leg, phones, how)

    async def echo(self) -> None:
        await self._leg.answer()
        await self._leg.run(commands.ECHO)

    async def receive_fax(self) -> Taken | None:
        try:
            return await self._keeper.fax(self.now)
        except CallerGone:
            return None

    # Speaking and listening.

    async def answer(self) -> None:
        await self._leg.answer()

    async def say(self, *words: Word) -> None:
        await speaking.say(self._leg, self._words.files(words, self.language))

    async def ask(
        self,
        *words: Word,
        digits: int = 1,
        seconds: float = 5,
        end: str = "#",
        private: bool = False,  # noqa: ARG002  # nothing is written down here anyway
    ) -> str:
        paths = self._words.files(words, self.language)
        return await speaking.ask(self._leg, paths, digits=digits, seconds=seconds, end=end)

    async def wait(self, seconds: float, *, music: Music | None = None) -> None:
        await speaking.wait(self._leg, seconds, music_class(self.company, music))

    async def record(self, *, seconds: int, silence: int = 5) -> Taken | None:
        try:
            return await self._keeper.message(seconds=seconds, silence=silence)
        except CallerGone:
            return None

    async def start_recording(self, *, pausable: bool = True) -> None:
        await self._keeper.start(self.now, pausable=pausable)

    async def stop_recording(self) -> None:
        await self._keeper.stop()

    async def allow_recording(self) -> None:
        await self._keeper.allow(self.now)

    async def end(self, reason: Reason) -> None:
        await self._leg.run_to_the_end(commands.end(CAUSES.get(reason, NORMAL_END)))
        self._leg.ended = True

    async def belong(self) -> None:
        """Have the event log count the leg as the company's, though its line is somebody else's. Raises CallerGone."""
        await self._leg.run(commands.assign({"CHANNEL(accountcode)": self.company.id}))

    async def go_on(self) -> None:
        """The leg was in a call before and brings along what that began. Raises CallerGone."""
        self.recorded = await self._keeper.adopt()

    def decide_anew(self) -> None:
        """Another logic takes the call as it came, and has the whole time for it."""
        with self._leg.session.patience(0):
            pass

    def stand_still(self, seconds: float) -> AbstractContextManager[StandingStill]:
        """While a developer stands in this call."""
        return stand_still(self._leg, music_class(self.company, None), seconds)

    async def leave(self) -> None:
        """The call logic has nothing more to do: end a call that nobody was rung for, which the dialplan does not."""
        if not (self._leg.gone or self._leg.rang or self._leg.ended):
            await self.end(Reason.DONE)

    # Asking, noting, doing besides.

    async def fetch(self, url: str, body: Mapping[str, object], *, milliseconds: int) -> Fetched:
        if self._leg.gone:
            raise CallerGone
        with self._leg.session.patience(milliseconds / 1000):
            fetch = await asyncio.to_thread(web_client)
            found = await fetch(url, body, milliseconds=milliseconds, private=self._services.private_web_services)
        if self._leg.gone:
            raise CallerGone
        return found

    def busy(self, employee: Employee) -> bool:
        return any(self._services.phones.busy(phone.login) for phone in self._phones(employee))

    def registered(self, employee: Employee) -> bool:
        return any(self._services.phones.registered(phone.login) for phone in self._phones(employee))

    def parked_in(self, slot: str) -> bool:
        return self._services.parked.get(self.company.id, slot) is not None

    def room_for_recordings(self) -> bool:
        return self._services.recording_room()

    def calls_over(self, line: Line) -> int:
        whose = self.company.id if line.borrowed else None
        return self._services.usage.over(line.id, whose) - self._came_over(line)

    def shared_line_full(self, line: Line) -> bool:
        owned = self._services.owned_line(line.id) if line.borrowed else None
        if owned is None or not owned.calls_max:
            return False
        return self._services.usage.over(line.id) - self._came_over(line) >= owned.calls_max

    def line_down(self, line: Line) -> bool:
        return self._services.line_states.down(line.id)

    def outside_calls(self) -> int:
        return self._services.usage.outside(self.company.id) - (self._caller.line is not None)

    def decide(self, decision: Decision) -> None:
        self._log.append(decision)

    def send(self, errand: Errand) -> None:
        self._services.errands.send(self.company, call_id(self._node, self._leg.request.call), errand)

    # Parts.

    async def _ring_outside(self, target: Target, seconds: int) -> Outcome:
        return await ringing.ring_outside(self._leg, target, seconds, (target.shown, ""), self._offer(called=False))

    def _offer(self, *, called: bool) -> Offer:
        music = self.ringing.music
        return Offer(
            transfer_called=called and self.ringing.may_transfer,
            transfer_caller=self._caller.employee is not None,
            music=music_class(self.company, music) if music is not None else "",
            intercom=self.ringing.manner is Manner.INTERCOM,
            switch_recording=self._keeper.switched,
        )

    def _shown(self) -> tuple[str | None, str]:
        """From outside what the provider sent; from inside the company's word, whatever the phone claims."""
        employee, instead = self._caller.employee, self.ringing.caller_number
        if instead:
            return instead, commands.shown_name(f"{self.ringing.prefix}{self.ringing.caller_name}")
        number: str | None = employee.number if employee is not None else self._leg.request.caller_number
        name = employee.name if employee is not None else self.ringing.caller_name or self._leg.request.caller_name
        if employee is None and not self.ringing.prefix and not self.ringing.caller_name:
            return number, name
        return number or None, commands.shown_name(f"{self.ringing.prefix}{name}")

    @contextmanager
    def _lines_of(self, targets: Sequence[Target]) -> Iterator[None]:
        """Count the call over each line that is rung."""
        call = self._leg.request.call
        with ExitStack() as stack:
            for target in targets:
                if target.line is not None:
                    stack.enter_context(self._services.usage.using(self.company.id, target.line.id, call))
            yield

    def _came_over(self, line: Line) -> bool:
        return self._caller.line is not None and self._caller.line.id == line.id

    def _phones(self, employee: Employee) -> tuple[Phone, ...]:
        return self.company.phones_by_employee.get(employee.id, ())
