"""Waiting in a line, on a real channel: Asterisk's queue does the waiting, this says how and reads how it ended."""

import time
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from node_agent.asterisk.fastagi import commands, waiting
from node_agent.asterisk.realtime.rows.waiting_lines import EXITS, queue_name
from node_agent.calls.channel.leg import CallerLeg
from tenants.calls.call import LineEnd, Placing, Waited
from tenants.model import WaitingLine

ENDS: Final = MappingProxyType(
    {
        "TIMEOUT": LineEnd.TIMED_OUT,
        "FULL": LineEnd.FULL,
        "JOINEMPTY": LineEnd.NO_AGENTS,
        "LEAVEEMPTY": LineEnd.NO_AGENTS,
        "JOINUNAVAIL": LineEnd.NO_AGENTS,
        "LEAVEUNAVAIL": LineEnd.NO_AGENTS,
        "CONTINUE": LineEnd.ANSWERED,
    }
)


class QueuesOfAsterisk:
    """Implements services.WaitingLines."""

    async def wait(self, leg: CallerLeg, line: WaitingLine, placing: Placing) -> Waited:
        """Wait until an agent has talked with the caller or the wait is over. Raises CallerGone."""
        return await _Wait(leg, line, placing).run()


class _Wait:
    """One caller's wait. A digit that is not among the exits leads back to the same place in the line."""

    def __init__(self, leg: CallerLeg, line: WaitingLine, placing: Placing) -> None:
        self._leg, self._placing = leg, placing
        self._queue = queue_name(leg.company.id, line.id)
        self._until = time.monotonic() + line.wait_max if line.wait_max else None

    async def run(self) -> Waited:
        """Raises CallerGone."""
        began = time.monotonic()
        home = (await self._leg.tell(waiting.WHERE_WE_ARE)).split("|")
        position = self._placing.position
        while True:
            left = self._seconds_left()
            if left < 0:
                return Waited(LineEnd.TIMED_OUT, seconds=time.monotonic() - began)
            await self._leg.run(waiting.set_up(self._placing.priority))
            await self._leg.run_to_the_end(waiting.wait_in_queue(self._queue, seconds=left, position=position))
            ended = await self._ended()
            if ended.end is LineEnd.ANSWERED:
                return ended  # after the talk, whose length is not the wait's
            ended = replace(ended, seconds=time.monotonic() - began)
            if ended.end is not LineEnd.DIGIT:
                return ended
            for command in commands.go_to(*home):
                await self._leg.run(command)
            if ended.digit in self._placing.exits:
                return ended
            position = ended.position

    def _seconds_left(self) -> int:
        """0: no limit; negative: over."""
        if self._until is None:
            return 0
        return int(self._until - time.monotonic() + 0.5) or -1

    async def _ended(self) -> Waited:
        answer = await self._leg.tell(waiting.HOW_IT_ENDED)
        status, position, agent, context, exited = answer.split("|")
        if agent or status == "CONTINUE":
            return Waited(LineEnd.ANSWERED)
        if self._leg.gone:
            return Waited(LineEnd.ABANDONED)
        if context == EXITS:
            return Waited(LineEnd.DIGIT, exited, int(position) if position.isdigit() else 0)
        return Waited(ENDS.get(status, LineEnd.FAILED))
