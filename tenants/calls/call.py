"""The protocol that call logic talks to. A real call on a node, a simulated one and a scripted one implement it.

Methods that wait raise `CallerGone` when the caller hangs up meanwhile, but for the ringing ones, which then return
ABANDONED: those who ring want to note it. `take_call` turns CallerGone into ABANDONED, so call logic reads as if
callers always stayed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from random import Random
from typing import Protocol

from tenants.calls.decision import Decision
from tenants.calls.errand import Errand
from tenants.calls.memory import Memory
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.words import Word
from tenants.model import Company, Employee, Line, Music, Phone, RecordingPolicy, Room, WaitingLine
from tenants.model.fields import Language
from tenants.model.pin import pin_fits


class CallerGone(Exception):
    """The caller has hung up; nothing more can be done for them."""

    code = "caller-gone"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. Exactly one of `employee` and `line` is set: who authenticated, never what a caller claims.

    `number` and `name` are for display alone. Of an employee they are the company's own words; from outside they are
    what the provider sent, and hostile. `number` is E.164 when the company's country tells how to read it, else what
    came; empty: hidden.
    """

    number: str
    name: str = ""
    employee: Employee | None = None
    line: Line | None = None
    phone: Phone | None = None
    """The phone that an employee calls from."""
    transferred_by: Employee | None = None
    """Set when this call comes from a transfer: whoever pressed the button, and whose rights count."""
    transferred_from: Phone | None = None
    """The phone whose button it was."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to ring: a phone of the company, or a number outside over a line (`phone` None)."""

    phone: Phone | None = None
    line: Line | None = None
    number: str = ""
    """What the provider is sent."""
    shown: str | None = None
    """The caller's number that the side outside sees; None: what the provider puts there."""
    after: int = 0
    """Seconds before it starts to ring."""
    confirm: bool = False
    """Whoever answers is asked to press 1 first."""
    price: int = 0
    """Of a number outside: what a minute costs, in ten-thousandths of the currency unit."""


class Manner(StrEnum):
    """How phones ring."""

    NORMAL = "normal"
    INTERCOM = "intercom"
    """They answer by themselves, where the phone can."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """How a call is offered to the phones it rings, and what the caller hears meanwhile."""

    prefix: str = ""
    """Before the caller's name."""
    caller_name: str = ""
    """Of a call from outside, instead of the name it brings: who it is by the contacts; "": as it came."""
    caller_number: str = ""
    """One of the company's own numbers, seen by called sides instead of the caller's; "": the caller's."""
    music: Music | None = None
    """Instead of the ringing tone."""
    manner: Manner = Manner.NORMAL
    may_transfer: bool = True
    """Whether the called side may transfer by short code."""


class Supervision(StrEnum):
    LISTEN = "listen"
    WHISPER = "whisper"
    """Only the employee hears the supervisor."""
    BARGE = "barge"
    """Both hear the supervisor."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A recording that is complete on the node: the name of its file there, and its length."""

    file: str
    seconds: float


class LineEnd(StrEnum):
    """How the wait in a waiting line ended."""

    ANSWERED = "answered"
    FULL = "full"
    NO_AGENTS = "no-agents"
    TIMED_OUT = "timed-out"
    DIGIT = "digit"
    ABANDONED = "abandoned"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Waited:
    end: LineEnd
    digit: str = ""
    position: int = 0
    """Where the caller was when they left by digit, from 1."""
    seconds: float | None = None
    """How long they waited, the talk not counted; None: nobody knows."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How a caller joins a waiting line."""

    priority: int = 0
    position: int = 0
    """From 1; 0: at the end. A callback takes up the place its caller had."""
    exits: str = ""
    """The digits that end the wait."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a web service answered: an object's texts; None: nothing usable in time, `why` tells."""

    fields: Mapping[str, str] | None
    why: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class Call(Protocol):
    """One call in progress."""

    handed_on: int
    """How often the call was handed from one destination to another; see `destination.hand_to`."""
    forwarded_by: tuple[Employee, ...]
    """Whose forward the call follows now, the first one first; the last one's rights count for a number outside."""
    chance: Random
    """What random orders are drawn from."""
    language: Language
    """In which sentences are said from now on; begins as the company's, a number or menu may change it."""
    ringing: Ringing
    """How phones are rung from now on: numbers and teams add their prefix, teams their music."""
    recording_wish: RecordingPolicy
    """The strictest that the call has met so far; begins as NEVER. See `tenants.calls.recording`."""
    recorded: bool
    """Whether the recording runs that call logic has started."""

    @property
    def company(self) -> Company:
        """The company as it was when the call came in; later changes meet the next call."""

    @property
    def caller(self) -> Caller: ...

    @property
    def dialled(self) -> str:
        """What was dialled, `[0-9+*#]{1,32}`."""

    @property
    def now(self) -> datetime:
        """Aware; the simulator's is what the question says."""

    @property
    def memory(self) -> Memory:
        """What the node remembers of the company between calls."""

    # Connecting. These return when the talk is over.

    async def ring(self, targets: Sequence[Target], *, seconds: int) -> Outcome:
        """Ring all `targets` (each from its `after` on) and connect the first to answer; returns after the talk.

        Without targets, or when no phone among them is registered and nothing is outside: UNREACHABLE at once.
        """

    async def ring_outside(self, line: Line, number: str, *, shown: str | None, seconds: int) -> Outcome:
        """Call `number` over `line`; the called side sees `shown` (E.164; None: what the provider puts there)."""

    async def wait_in_line(self, line: WaitingLine, placing: Placing) -> Waited:
        """Wait for an agent; music and announcements are the line's. Answers the call."""

    async def meet(self, room: Room, *, host: bool) -> None:
        """Be in the meeting until the caller leaves or it is over."""

    async def park(self, slot: str, *, seconds: int, music: Music | None, told: Sequence[Word] = ()) -> Outcome:
        """Be parked in `slot`: ANSWERED when somebody fetched the call, NO_ANSWER after `seconds`, BUSY if taken.

        `told`: what the caller hears first, when the slot is theirs.
        """

    async def fetch_parked(self, slot: str) -> Outcome:
        """Talk with who is parked in `slot`; NOT_FOUND when it is empty."""

    async def pick_up(self, phones: Sequence[Phone]) -> Outcome:
        """Take the call that rings at one of `phones`; NOT_FOUND when none rings."""

    async def page(self, phones: Sequence[Phone], *, two_way: bool) -> Outcome:
        """Speak to all phones that are registered and free; they answer by themselves."""

    async def supervise(self, phones: Sequence[Phone], how: Supervision) -> Outcome:
        """Join the talk of one of `phones` as `how` says; NOT_FOUND when none talks."""

    async def echo(self) -> None:
        """The caller hears what they say, until they hang up."""

    async def receive_fax(self) -> Taken | None:
        """Answer as a fax machine; a file with the pages (TIFF), or None when none arrived.

        Never raises: a fax machine hangs up after its last page.
        """

    # Speaking and listening.

    async def answer(self) -> None:
        """Answer the call: from now on the caller pays, and is heard. Harmless when it is answered."""

    async def say(self, *words: Word) -> None:
        """Let the caller hear words, without charging them for an answered call unless it is one already."""

    async def ask(
        self, *words: Word, digits: int = 1, seconds: float = 5, end: str = "#", private: bool = False
    ) -> str:
        """Say `words` and collect up to `digits`; a digit cuts the words short. Returns what was pressed without `end`.

        `seconds`: how long to wait for each digit after the words. "" when nothing was pressed. Answers the call.
        `private`: PINs, card numbers and the like: what was pressed is written down nowhere.
        """

    def pin_fits(self, digest: str | None, object_id: str, typed: str) -> bool:
        """Whether `typed`, which a private question brought, is the PIN of an object; never when it has none.

        Asked of the call, since a call that is told again later has no PIN to compare.
        """
        return pin_fits(digest, self.company.id, object_id, typed)

    async def wait(self, seconds: float, *, music: Music | None = None) -> None:
        """Let the caller hear music (None: the company's) for a while."""

    async def record(self, *, seconds: int, silence: int = 5) -> Taken | None:
        """After a tone, record until the caller presses #, is silent, hangs up, or `seconds` are over.

        Returns None for less than a second. Also returns (never raises) when the caller has hung up: a message is kept.
        """

    async def start_recording(self, *, pausable: bool = True) -> None:
        """Record the rest of the call, both sides, into the company's recordings."""

    async def stop_recording(self) -> None:
        """Somebody comes into the call who must not be recorded: throw away what there is, and allow no new one."""

    async def allow_recording(self) -> None:
        """Whoever talks may start the recording by short code during the talk."""

    async def end(self, reason: Reason) -> None:
        """End the call so that the caller's phone shows why: busy tone for BUSY, and so on."""

    # Asking, noting, doing besides.

    async def fetch(self, url: str, body: Mapping[str, object], *, milliseconds: int) -> Fetched:
        """POST JSON to a web service; never longer than `milliseconds`, never to an address inside our own network."""

    def busy(self, employee: Employee) -> bool:
        """Whether the employee is in a call now."""

    def registered(self, employee: Employee) -> bool:
        """Whether a phone of the employee is registered."""

    def parked_in(self, slot: str) -> bool:
        """Whether somebody is parked in a slot now."""

    def room_for_recordings(self) -> bool:
        """Whether the disk of the node has room for recordings; without it calls go on unrecorded."""

    def calls_over(self, line: Line) -> int:
        """Calls in progress over a line on this node, this one not counted; over the platform's, the company's own."""

    def shared_line_full(self, line: Line) -> bool:
        """Whether a line that the platform lends carries as many calls of all companies as its owner allows."""

    def line_down(self, line: Line) -> bool:
        """Whether the node knows that the line does not work now: no registration, or no answer from the provider."""

    def outside_calls(self) -> int:
        """The company's calls in progress with the outside on this node, this one not counted."""

    def decide(self, decision: Decision) -> None:
        """Note a decision for the journey. Never waits."""

    def send(self, errand: Errand) -> None:
        """Have something done that outlives the call. Never waits."""
