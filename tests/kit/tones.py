"""What was heard, measured: loudness and frequencies (Goertzel's algorithm over 16-bit samples)."""

import math
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

SILENCE = 0.01
"""Below this share of full scale (root mean square) nobody would say that they heard something."""
PRESENT = 0.15
"""A tone with this share of the sound's power is one that a person would tell apart."""

PURE = 0.7


@dataclass(frozen=True)
class Sound:
    """A piece of what a phone heard; `samples` from -1 to 1."""

    samples: Sequence[float]
    rate: int

    @classmethod
    def read(cls, path: Path) -> Self:
        """A mono WAV file of 16-bit samples; an empty one is silence."""
        with wave.open(str(path)) as file:
            assert (file.getnchannels(), file.getsampwidth()) == (1, 2), "only mono with 16 bits"
            raw = array("h", file.readframes(file.getnframes()))
            return cls([sample / 32768 for sample in raw], file.getframerate())

    @property
    def loudness(self) -> float:
        """Root mean square, 0 to 1."""
        if not self.samples:
            return 0.0
        return math.sqrt(sum(sample * sample for sample in self.samples) / len(self.samples))

    @property
    def silent(self) -> bool:
        return self.loudness < SILENCE

    def share(self, frequency: float) -> float:
        """How much of the power is at `frequency`, 0 to 1; a pure tone has 1.

        Measured in pieces of a tenth of a second and averaged: a tone that was cut out of a stream jumps in phase.
        """
        size = self.rate // 10
        pieces = [self.samples[at : at + size] for at in range(0, len(self.samples) - size + 1, size)]
        total = sum(sum(s * s for s in piece) for piece in pieces)
        if not total:
            return 0.0
        return min(1.0, sum(2 * _power(piece, frequency / self.rate) / size for piece in pieces) / total)

    def hears(self, frequency: float) -> bool:
        return not self.silent and self.share(frequency) > PRESENT

    def hears_at_some_time(self, frequency: float, seconds: float = 0.5) -> bool:
        """Whether the tone is heard in one of the pieces of this length: long sounds may have it for a while only."""
        size = int(self.rate * seconds)
        starts = range(0, max(1, len(self.samples) - size + 1), size)
        return any(Sound(self.samples[at : at + size], self.rate).hears(frequency) for at in starts)


def complete(path: Path) -> bool:
    """Whether a WAV file that is being written has its length in its header already."""
    try:
        with wave.open(str(path)) as file:
            return bool(file.getnframes() > 0)
    except (EOFError, wave.Error):
        return False


def _power(samples: Sequence[float], per_sample: float) -> float:
    """|DFT|² at one frequency, given in cycles per sample."""
    coefficient = 2 * math.cos(2 * math.pi * per_sample)
    before, last = 0.0, 0.0
    for sample in samples:
        before, last = last, sample + coefficient * last - before
    return last * last + before * before - coefficient * last * before
