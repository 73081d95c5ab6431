"""How time goes in a scripted call, and when its caller leaves."""

from datetime import datetime, timedelta, tzinfo

from tenants.calls.call import CallerGone
from tenants.calls.outcome import Reason
from tenants.calls.words import Word
from tenants.simulate.happening import Happening, Rung, What
from tenants.simulate.script import Script


class Pace:
    """The part of a scripted call that knows the time."""

    def __init__(self, script: Script, zone: tzinfo) -> None:
        self._now = script.now.astimezone(zone)
        self._until = self._now + timedelta(seconds=script.hang_up_after) if script.hang_up_after else None
        self._hang_up_at = script.hang_up_at
        self._gone = False
        self.steps = 0
        """How many things took time so far."""
        self.timeline: list[Happening] = []
        """Everything, in the order of time."""

    def _go_on(self) -> bool:
        """Count a step; False when the caller has gone, now or before."""
        self.steps += 1
        if self.steps == self._hang_up_at:
            self._leave()
        return not self._gone

    def _step(self) -> None:
        if not self._go_on():
            raise CallerGone

    def _pass(self, seconds: float) -> None:
        """Raises CallerGone when the caller hangs up meanwhile."""
        left = self._left(seconds) if self._until is not None else None
        self._now += timedelta(seconds=seconds if left is None else left)
        if left is not None:
            self._leave()
            raise CallerGone

    def _left(self, seconds: float) -> float | None:
        """Seconds until the caller hangs up, when that is before `seconds` are over."""
        if self._until is None or self._now + timedelta(seconds=seconds) < self._until:
            return None
        return max(0.0, (self._until - self._now).total_seconds())

    def _leave(self) -> None:
        if not self._gone:
            self._gone = True
            self._tell(What.LEAVES)

    def _tell(
        self,
        what: What,
        text: str = "",
        seconds: float = 0.0,
        *,
        at: datetime | None = None,
        reason: Reason | None = None,
        who: tuple[Rung, ...] = (),
        words: tuple[Word, ...] = (),
    ) -> None:
        self.timeline.append(Happening(at or self._now, what, text, seconds, reason, who, words))
