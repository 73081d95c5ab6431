"""A voice for tests: it hums."""

import math
from array import array

from node_agent.asterisk.voice.voice import Speech, VoiceFailed

RATE = 22050


class Hum:
    """Says everything with 440 Hz. `fails_after`: how many texts it has strength for."""

    def __init__(self, fails_after: int | None = None, seconds: float = 0.05) -> None:
        self.said: list[str] = []
        self._fails_after, self._seconds = fails_after, seconds

    def say(self, text: str, language: str) -> Speech:
        if len(self.said) == self._fails_after:
            raise VoiceFailed(f"hoarse in {language}")
        self.said.append(text)
        samples = (
            round(9000 * math.sin(2 * math.pi * 440 * index / RATE)) for index in range(int(RATE * self._seconds))
        )
        return Speech(array("h", samples), RATE)
