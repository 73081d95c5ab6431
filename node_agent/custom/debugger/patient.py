"""A call whose logic a person steps through: no clock runs, and whoever calls hears music while nothing happens."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Final, Protocol, runtime_checkable

from node_agent.custom.messages import Answered, Asked
from node_agent.custom.parent.memos import Memos
from node_agent.custom.parent.one_call import OneCall
from tenants.calls.call import Call, CallerGone
from tenants.calls.outcome import Outcome

QUIET_SECONDS: Final = 0.5
"""Of thinking before the music begins: call logic that nobody stops is done long before."""
LOOK_SECONDS: Final = 0.5
"""How often it is looked whether the caller is still there."""


class Still(Protocol):
    """A call that stands still."""

    @property
    def gone(self) -> bool:
        """Whether the caller has hung up."""

    async def play(self) -> None:
        """Music from now on; nothing else may be done until `hush`. Raises CallerGone."""

    async def hush(self) -> None:
        """Harmless when nothing plays. Raises CallerGone."""


@runtime_checkable
class CanStandStill(Protocol):
    """A call that can wait for a person who looks into its logic."""

    def stand_still(self, seconds: float) -> AbstractContextManager[Still]:
        """No deadline of the call counts meanwhile; `seconds` may pass between two things that happen to it."""


class PatientCall(OneCall):
    """OneCall without its clock. When the caller hangs up it is over, wherever the developer stands."""

    def __init__(self, number: int, call: Call, send: Callable[[Answered], None], kept: Memos, still: Still) -> None:
        super().__init__(number, call, send, lambda _: None, kept)
        self._still = still
        self._music: asyncio.Task[None] | None = None
        self._enough = asyncio.Event()

    async def wait(self) -> Outcome:
        try:
            return await super().wait()
        finally:
            await self._hush()

    @property
    def thinking(self) -> bool:
        return self._music is not None

    def _think(self) -> None:
        if self._music is None and not self.over:
            self._enough.clear()
            self._music = asyncio.get_running_loop().create_task(self._entertain())

    def _stop_clock(self) -> None:
        """There is none; the music stops before something is done to the call."""

    async def _do(self, asked: Asked) -> None:
        await self._hush()
        await super()._do(asked)
        self._think()

    async def _entertain(self) -> None:
        if await self._enough_within(QUIET_SECONDS):
            return
        with suppress(CallerGone):
            await self._still.play()
            while not self._still.gone:
                if await self._enough_within(LOOK_SECONDS):
                    return
        if not self.over:
            self._over.set_result(None)

    async def _enough_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._enough.wait()
        except TimeoutError:
            return False

    async def _hush(self) -> None:
        """Not by cancelling: the answer to a command that has been sent must be waited for."""
        if self._music is None:
            return
        self._enough.set()
        await asyncio.wait([self._music])
        self._music = None
        with suppress(CallerGone):  # whatever is done next finds out
            await self._still.hush()
