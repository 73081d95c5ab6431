"""espeak-ng, one process per text, with little time and memory: its text may one day be a customer's."""

import io
import resource
import subprocess
import wave
from array import array
from types import MappingProxyType
from typing import Final

from node_agent.asterisk.voice.voice import Speech, VoiceFailed

PROGRAM: Final = "espeak-ng"
VOICES: Final = MappingProxyType({"en": "en-us", "ru": "ru"})
WORDS_PER_MINUTE: Final = "150"
SECONDS: Final = 10
MEMORY: Final = 512 * 1024 * 1024
OUTPUT_MAX: Final = 32 * 1024 * 1024
"""Bytes: ten minutes."""


class Espeak:
    """Implements voice.Voice."""

    def say(self, text: str, language: str) -> Speech:
        line = [PROGRAM, "-v", VOICES[language], "-s", WORDS_PER_MINUTE, "--stdin", "--stdout"]
        try:
            done = subprocess.run(
                line, input=text.encode(), capture_output=True, timeout=SECONDS, check=False, preexec_fn=_limit
            )
        except FileNotFoundError:
            raise VoiceFailed("espeak-ng is not installed; install the Debian package espeak-ng") from None
        except (OSError, subprocess.SubprocessError) as problem:
            raise VoiceFailed(f"espeak-ng did not speak: {type(problem).__name__}") from problem
        if done.returncode:
            raise VoiceFailed(f"espeak-ng ended with {done.returncode}: {done.stderr[:200].decode(errors='replace')}")
        return _speech(done.stdout)


def _speech(output: bytes) -> Speech:
    """espeak-ng writes to a pipe and does not know the length beforehand, so the header's length is not looked at."""
    if len(output) > OUTPUT_MAX:
        raise VoiceFailed("espeak-ng spoke for too long")
    try:
        with wave.open(io.BytesIO(output)) as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                raise VoiceFailed("espeak-ng did not make mono sound of 16 bits")
            rate = file.getframerate()
    except (wave.Error, EOFError) as problem:
        raise VoiceFailed("espeak-ng did not make a WAV file") from problem
    data = output[44:]
    return Speech(array("h", data[: len(data) // 2 * 2]), rate)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
