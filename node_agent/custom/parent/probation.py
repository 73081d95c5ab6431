"""Custom code that fails again and again is switched off for a growing time. Pure: the clock is handed in."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

FAILURES: Final = 3
"""In a row or nearly: a call that went well makes up for a fifth of one."""
FIRST_SECONDS: Final = 10.0
LONGEST_SECONDS: Final = 3600.0
FORGIVEN_SECONDS: Final = 7200.0
"""Without a failure, after which all is as at the beginning."""
GOOD: Final = 0.2


@dataclass(slots=True)
class _Record:
    failures: float = 0.0
    times_off: int = 0
    off_until: float = 0.0
    last: float = 0.0


class Probation:
    """By customisation of a company: `which` is new whenever its code is."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._records: dict[Hashable, _Record] = {}

    def seconds_off(self, which: Hashable) -> float:
        """For how long it is still switched off; 0: it may serve."""
        record = self._records.get(which)
        return max(0.0, record.off_until - self._clock()) if record is not None else 0.0

    def well(self, which: Hashable) -> None:
        """It has served a call."""
        if (record := self._records.get(which)) is not None:
            record.failures = max(0.0, record.failures - GOOD)

    def failed(self, which: Hashable) -> float:
        """It has not; for how long it is switched off because of that, 0: not yet."""
        now = self._clock()
        record = self._records.get(which)
        if record is None or now - record.last > FORGIVEN_SECONDS:
            record = self._records[which] = _Record()
        record.last, record.failures = now, record.failures + 1
        # After the first time off it is on probation: one failure is enough.
        if record.failures < FAILURES and not record.times_off:
            return 0.0
        seconds: float = min(FIRST_SECONDS * 2**record.times_off, LONGEST_SECONDS)
        record.times_off, record.failures, record.off_until = record.times_off + 1, 0.0, now + seconds
        return seconds

    def off(self) -> list[Hashable]:
        """What is switched off now."""
        return [which for which in self._records if self.seconds_off(which)]

    def forget_all(self) -> None:
        self._records.clear()
