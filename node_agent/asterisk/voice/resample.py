"""From a voice's sampling rate to the telephone's. Pure, and slow: for what is spoken beforehand."""

import math
from array import array
from collections.abc import Sequence
from operator import mul
from typing import Final

TELEPHONE_RATE: Final = 8000
HALF_WIDTH: Final = 8
"""Zero crossings of the filter to either side: about 50 dB against aliases."""
CUT_OFF: Final = 0.9
"""Of half the telephone's rate."""


def to_telephone(samples: Sequence[int], rate: int) -> "array[int]":
    """At 8 kHz, by a windowed sinc. `rate` must not be lower."""
    if rate == TELEPHONE_RATE:
        return array("h", samples)
    step = rate / TELEPHONE_RATE
    half = int(HALF_WIDTH * step)
    padded = [0] * half + list(samples) + [0] * (half + 1)
    phases = rate // math.gcd(rate, TELEPHONE_RATE)
    filters: dict[int, list[float]] = {}
    found = array("h")
    for index in range(int(len(samples) / step)):
        at = index * rate
        start, remainder = divmod(at, TELEPHONE_RATE)
        key = index % (TELEPHONE_RATE * phases // rate) if rate % TELEPHONE_RATE else 0
        taps = filters.get(key)
        if taps is None:
            taps = filters[key] = _taps(half, step, remainder / TELEPHONE_RATE)
        value = sum(map(mul, taps, padded[start : start + len(taps)]))
        found.append(max(-32768, min(32767, round(value))))
    return found


def _taps(half: int, step: float, offset: float) -> list[float]:
    """The filter around a point that lies `offset` samples behind its middle."""
    taps = []
    for position in range(2 * half + 1):
        distance = (position - half - offset) / step
        angle = math.pi * distance * CUT_OFF
        sinc = math.sin(angle) / angle if angle else 1.0
        window = 0.5 + 0.5 * math.cos(math.pi * max(-1.0, min(1.0, distance / HALF_WIDTH)))
        taps.append(sinc * window)
    total = sum(taps)
    return [tap / total for tap in taps]
