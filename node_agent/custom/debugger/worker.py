"""The developer's process as the node sees it: Worker, over a socket that somebody has opened from outside."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from node_agent.custom.debugger.patient import PatientCall, Still
from node_agent.custom.parent.one_call import Failed, OneCall
from node_agent.custom.parent.worker import Worker
from tenants.calls.call import Call


@dataclass(frozen=True, slots=True)
class Visitor:
    """What Born is for a process of our own: this one is the developer's, and ends when they want."""

    connection: socket.socket

    def end(self) -> None:
        """It finds the connection closed."""

    def say_where(self) -> None:
        """Its developer knows."""

    def heard(self) -> str:
        return ""

    def close(self) -> None:
        """The connection goes with its transport."""


class DebuggedWorker(Worker):
    """Create it with `met`. It takes one call, which waits for it as long as it holds."""

    still: Still
    """Of the call; to be set before `run`."""

    @classmethod
    async def met(cls, connection: socket.socket, failed: Callable[[Failed], None]) -> Self:
        visitor = Visitor(connection)
        loop = asyncio.get_running_loop()
        _, worker = await loop.create_unix_connection(lambda: cls(visitor, failed, watched=False), sock=connection)
        return worker

    def _one_call(self, number: int, call: Call) -> OneCall:
        return PatientCall(number, call, self._send, self.memos, self.still)
