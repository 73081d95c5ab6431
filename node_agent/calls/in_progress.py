"""What is in progress in Asterisk, whoever began it: calls that an earlier process served, and legs that nobody serves.

Talks outlive the call logic that began them. So a new process asks Asterisk at once for the calls over lines, which
count against limits, and for parked calls; and every process looks now and then for legs that are stuck: up, connected
with nobody, alone in their call, and silent. Asterisk's own time-outs end silent legs, but not all (see row.GONE).
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Final

from node_agent.asterisk.ami import AmiAway, AmiError, Gateway
from node_agent.asterisk.ami.legs import CALLED, Leg, legs_of, nobodys
from node_agent.calls.parked import ParkedCalls
from node_agent.calls.usage import Usage

log = logging.getLogger(__name__)
EVERY: Final = 30.0
"""Seconds between two looks; the list of some hundred legs costs some milliseconds."""
EVERY_INHERITED: Final = 5.0
"""While there are calls of an earlier process, whose ends nobody else tells."""
STUCK_AFTER: Final = 180.0
"""Longer than Asterisk's own limit for silent legs, which has the first word."""
LIST_SECONDS: Final = 5.0
HEARD: Final = "CHANNEL(rtcp,rxcount,audio)"
"""How many packets of sound a leg has brought."""


@dataclass(slots=True)
class _Suspect:
    since: float
    heard: str


class InProgress:
    """One event loop. `looks`: how often Asterisk was asked; `hung_up`: how many stuck legs this process has ended."""

    def __init__(
        self,
        usage: Usage,
        parked: ParkedCalls,
        *,
        stuck_after: float = STUCK_AFTER,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._usage, self._parked, self._stuck_after, self._clock = usage, parked, stuck_after, clock
        self._suspects: dict[str, _Suspect] = {}
        self._next = 0.0
        self.looks = self.hung_up = 0

    async def connected(self, gateway: Gateway) -> None:
        """Take over what there is. Raises AmiAway."""
        legs = await self._legs(gateway)
        self._usage.inherit((leg.channel, leg.call, leg.company, leg.line) for leg in legs if leg.line)
        self._parked.inherit({place: leg.channel for leg in legs if (place := leg.parked_in) is not None})

    async def look(self, gateway: Gateway) -> None:
        """When it is time: forget what is over, and end what is stuck."""
        if self._clock() < self._next:
            return
        try:
            legs = await self._legs(gateway)
            self._usage.keep(leg.channel for leg in legs)
            self._parked.keep(leg.channel for leg in legs)
            await self._end_stuck(gateway, nobodys(legs))
        except AmiAway as problem:
            log.debug("calls in progress are looked at later: %s", problem)
        inherits = self._usage.inherits or self._parked.inherits
        self._next = self._clock() + (EVERY_INHERITED if inherits else min(EVERY, self._stuck_after))

    async def _legs(self, gateway: Gateway) -> list[Leg]:
        """Raises AmiAway."""
        try:
            answer = await gateway.ask("CoreShowChannels", deadline=LIST_SECONDS)
        except AmiError as problem:
            raise AmiAway(str(problem)) from problem
        self.looks += 1
        return legs_of(answer)

    async def _end_stuck(self, gateway: Gateway, suspects: Iterable[Leg]) -> None:
        """Raises AmiAway."""
        known, self._suspects = self._suspects, {}
        for leg in suspects:
            before = known.get(leg.channel)
            heard = "" if leg.application in CALLED else await _heard(gateway, leg)
            if before is None or before.heard != heard:
                before = _Suspect(self._clock(), heard)
            self._suspects[leg.channel] = before
            if self._clock() - before.since >= self._stuck_after:
                await self._end(gateway, leg)

    async def _end(self, gateway: Gateway, leg: Leg) -> None:
        """Raises AmiAway."""
        try:
            await gateway.ask("Hangup", Channel=leg.channel)
        except AmiError as problem:
            log.debug("%s has gone by itself: %s", leg.channel, problem)
            return
        self.hung_up += 1
        log.warning(
            "a leg that belonged to no call was hung up: %s of call %s in %s after %s s; %s since the start",
            leg.channel, leg.call, leg.application or "nothing", int(self._stuck_after), self.hung_up,
        )  # fmt: skip


async def _heard(gateway: Gateway, leg: Leg) -> str:
    """Raises AmiAway. A leg without sound at all says so with nothing."""
    try:
        (answer, *_) = await gateway.ask("Getvar", Channel=leg.channel, Variable=HEARD)
    except AmiError:
        return ""
    return answer.get("Value", "")
