"""The protocol that call logic talks to. A real call on a node, a simulated one and a scripted one implement it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tenants.calls.decision import Decision
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.model import Company, Employee, Line, Phone


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. Exactly one of `employee` and `line` is set: who authenticated, never what a caller claims.

    `number` and `name` are for display alone. Of an employee they are the company's own words; from outside they are
    what the provider sent, and hostile.
    """

    number: str
    name: str = ""
    employee: Employee | None = None
    line: Line | None = None


class Call(Protocol):
    """One call in progress. Methods return when their part is over; none raises when the caller hangs up."""

    handed_on: int
    """How often the call was handed from one destination to another; see `destination.hand_to`."""

    @property
    def company(self) -> Company:
        """The company as it was when the call came in; later changes meet the next call."""

    @property
    def caller(self) -> Caller: ...

    @property
    def dialled(self) -> str:
        """What was dialled, `[0-9+*#]{1,32}`."""

    async def ring(self, phones: Sequence[Phone], *, seconds: int) -> Outcome:
        """Ring all `phones` at once and connect the first to answer; returns after the talk.

        Without phones, or when none is registered: UNREACHABLE at once.
        """

    async def ring_outside(self, line: Line, number: str, *, shown: str | None, seconds: int) -> Outcome:
        """Call `number` over `line`; the called side sees `shown` (E.164; None: what the provider puts there)."""

    async def say(self, sentence: Sentence) -> None:
        """Let the caller hear a sentence without charging them for an answered call."""

    async def end(self, reason: Reason) -> None:
        """End the call so that the caller's phone shows why: busy tone for BUSY, and so on."""

    def decide(self, decision: Decision) -> None:
        """Note a decision for the journey. Never waits."""
