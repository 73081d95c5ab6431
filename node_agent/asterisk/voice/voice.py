"""The port: something that makes speech of text."""

from array import array
from dataclasses import dataclass
from typing import Protocol


class VoiceFailed(RuntimeError):
    """A text was not spoken; the sentence says why."""

    code = "voice-failed"


@dataclass(frozen=True, slots=True)
class Speech:
    """Mono, 16 bits; `rate` in samples per second."""

    samples: "array[int]"
    rate: int


class Voice(Protocol):
    """One voice that knows some languages."""

    def say(self, text: str, language: str) -> Speech:
        """`language` as in tenants.model.fields.Language. Raises VoiceFailed."""
