"""Speaks everything that the product says and the image does not, into files that Asterisk plays."""

import logging
import secrets
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from node_agent.asterisk.prompts import spoken_texts
from node_agent.asterisk.prompts.piece import voice_name
from node_agent.asterisk.sentences import LANGUAGES
from node_agent.asterisk.voice.espeak import Espeak
from node_agent.asterisk.voice.resample import TELEPHONE_RATE, to_telephone
from node_agent.asterisk.voice.voice import Speech, Voice, VoiceFailed

log = logging.getLogger(__name__)
QUIET: Final = 200
"""Samples below it (of 32767) at either end are silence and cut off: pieces are played one behind the other."""
LOUDEST: Final = 20_000


def speak_all(folder: Path, voice: Voice | None = None) -> int:
    """Speak what is missing below `folder`; how many texts that were. Quick when nothing is missing.

    A text that cannot be spoken is left out and noted: callers miss a sentence, not the call. Raises OSError.
    """
    voice, done = voice or Espeak(), 0
    for language, text in missing(folder):
        try:
            speech = voice.say(text, language)
        except VoiceFailed as problem:
            log.error("ALERT the built-in voice cannot say %r: %s", text, problem)
            return done
        write(folder / language / f"{voice_name(text)}.wav", speech)
        done += 1
    return done


def missing(folder: Path) -> Iterator[tuple[str, str]]:
    """Language and text of everything that is not there yet."""
    for language in LANGUAGES:
        for text in spoken_texts(language):
            if not (folder / language / f"{voice_name(text)}.wav").exists():
                yield language, text


def write(path: Path, speech: Speech) -> None:
    """A file as Asterisk plays it, whole or not at all. Raises OSError."""
    samples = _even(_trimmed(to_telephone(speech.samples, speech.rate)))
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{secrets.token_hex(8)}")
    with wave.open(str(fresh), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(TELEPHONE_RATE)
        file.writeframes(samples.tobytes())
    fresh.replace(path)


def _trimmed(samples: "array[int]") -> "array[int]":
    """Without silence at the ends, but for a breath."""
    loud = [index for index, sample in enumerate(samples) if abs(sample) > QUIET]
    breath = TELEPHONE_RATE // 20
    return samples[max(0, loud[0] - breath) : loud[-1] + breath] if loud else samples


def _even(samples: "array[int]") -> "array[int]":
    """As loud as the image's recordings."""
    loudest = max(map(abs, samples), default=0) or 1
    return array("h", (sample * LOUDEST // loudest for sample in samples))
