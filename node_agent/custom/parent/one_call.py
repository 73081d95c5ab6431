"""One call whose logic runs in the child: carries out its wishes one after the other, and watches its time."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final

from node_agent.custom.messages import Answered, Asked, Ended
from node_agent.custom.operations import Busy, Registered, Remember, Remembered
from node_agent.custom.parent.hands import Hands
from node_agent.custom.parent.memos import Memos
from node_agent.custom.parent.objects import Refused
from tenants.calls.call import Call, CallerGone
from tenants.calls.outcome import Outcome

THINKING_SECONDS: Final = 1.0
"""How long custom code may think, all in all, between two things that take their time."""
TOO_LONG: Final = f"it thought for more than {THINKING_SECONDS:g} s"
TAKES_TIME: Final = 0.05
"""Seconds from which on something counts as such."""


log = logging.getLogger(__name__)


class Failed(Exception):
    """Custom code has not served the call. `traceback` is what there is to tell a developer.

    `whole`: the process tells what failed, for all its calls; `served`: the caller has talked with somebody before.
    """

    code = "custom-code-failed"

    def __init__(self, why: str, traceback: str = "", *, whole: bool = False, served: bool = False) -> None:
        super().__init__(why)
        self.why, self.traceback, self.whole, self.served = why, traceback, whole, served


class OneCall:
    """`send` writes to the child; `late` is called when it has thought for too long; `kept`: see Memos."""

    def __init__(
        self, number: int, call: Call, send: Callable[[Answered], None], late: Callable[["OneCall"], None], kept: Memos
    ) -> None:
        self.number, self.hands, self._call = number, Hands(call), call
        self._send, self._late, self._kept = send, late, kept
        loop = asyncio.get_running_loop()
        self._over: asyncio.Future[Outcome | None] = loop.create_future()
        self._doing: asyncio.Task[None] | None = None
        self._left, self._since = THINKING_SECONDS, 0.0
        self.finished = False
        """Whether the child has done with it."""
        self._clock: asyncio.TimerHandle | None = None

    async def wait(self) -> Outcome:
        """How it ended. Raises CallerGone, Failed; nothing is being done to the call any more then."""
        self._think()
        try:
            outcome = await self._over
        except asyncio.CancelledError:
            if self._doing is not None:
                self._doing.cancel()
            raise
        finally:
            self._stop_clock()
            await self._finish_doing()
        if outcome is None:
            raise CallerGone
        return outcome

    @property
    def over(self) -> bool:
        return self._over.done()

    def asked(self, asked: Asked) -> None:
        """The child wants something. Never raises."""
        wish = asked.wish
        if self.over:
            if wish.answered:
                self._send(Answered(call=self.number, ask=asked.ask, gone=True))
            return
        try:
            if asked.manners is not None:
                self.hands.adopt(asked.manners)
            if wish.waits:
                self._begin(asked)
            elif wish.answered:
                if isinstance(wish, Busy | Registered):
                    self._kept.ask_about(wish.employee)
                keep = isinstance(wish, Remembered) and self._kept.keep(wish.topic, wish.object_id)
                self._send(Answered(call=self.number, ask=asked.ask, result=self.hands.look_up(wish), keep=keep))
            else:
                if isinstance(wish, Remember):
                    self._kept.forget(wish.topic, wish.object_id)
                self.hands.note(wish)
        except (Refused, ValueError) as problem:
            if wish.answered:
                self._send(Answered(call=self.number, ask=asked.ask, problem=str(problem)[:1000]))
            else:
                self.fail(Failed(f"{wish.op}: {problem}"))

    def ended(self, ended: Ended) -> None:
        self.finished = True
        if self.over:
            return
        if ended.traceback:
            last = ended.traceback.strip().rpartition("\n")[2][:200]
            self.fail(Failed(last, ended.traceback))
        elif ended.outcome is None and not ended.gone:
            self.fail(Failed("it ended the call without an outcome"))
        else:
            self._over.set_result(ended.outcome)

    @property
    def thinking(self) -> bool:
        """Whether it is the child's turn."""
        return self._clock is not None

    def fail(self, failed: Failed) -> None:
        if not self.over:
            self._over.set_exception(failed)

    # Doing.

    def _begin(self, asked: Asked) -> None:
        """Raises Refused."""
        if self._doing is not None:
            raise Refused(f"{asked.wish.op}: a call does one thing at a time; await what it does now")
        if asked.wish.lasts:
            self._left -= time.monotonic() - self._since
            self._stop_clock()
        self._doing = asyncio.get_running_loop().create_task(self._do(asked))

    async def _do(self, asked: Asked) -> None:
        began = time.monotonic()
        answer = Answered(call=self.number, ask=asked.ask)
        try:
            answer = Answered(call=self.number, ask=asked.ask, result=await self.hands.do(asked.wish))
            answer = answer.model_copy(update={"clock": self.hands.clock(), "states": self._kept.states(self._call)})
        except CallerGone:
            answer = Answered(call=self.number, ask=asked.ask, gone=True)
        except (Refused, ValueError, OSError) as problem:
            answer = Answered(call=self.number, ask=asked.ask, problem=f"{type(problem).__name__}: {problem}"[:1000])
        except Exception as problem:
            log.exception("a wish of custom code could not be carried out: %s", asked.wish.op)
            self.fail(Failed(f"{asked.wish.op} failed: {type(problem).__name__}"))
        finally:
            self._doing = None
        if asked.wish.lasts and time.monotonic() - began >= TAKES_TIME:
            self._left = THINKING_SECONDS
        self._send(answer)
        if asked.wish.lasts and not self.over:
            self._think()

    async def _finish_doing(self) -> None:
        """Whoever talks goes on talking: what has begun ends by itself, and only then is the call somebody else's."""
        if self._doing is not None:
            await asyncio.wait([self._doing])

    # The clock.

    def _think(self) -> None:
        self._since = time.monotonic()
        self._clock = asyncio.get_running_loop().call_later(max(0.0, self._left), self._is_late)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _is_late(self) -> None:
        self._clock = None
        self._late(self)
