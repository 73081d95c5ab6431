"""Recordings of talks: begun when a call may be recorded, complete when the recorded leg has hung up.

What a file is and that it is complete stands in files beside it, see node_agent/files/outgoing.py. All functions write
to the disk: call them in a thread.
"""

import wave
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from node_agent.files import outgoing
from wire.files import FileKind, KeptFile

HEADER_BYTES = 44
"""Of a WAV file as Asterisk writes it."""


def begin(folder: Path, name: str, *, call: str, at: datetime) -> None:
    """`name` as in asterisk/media.py, without ending. Raises OSError."""
    outgoing.begin(folder, f"{name}.wav", kind=FileKind.RECORDING, at=at, call=call)


def discard(folder: Path, name: str) -> None:
    """Throw away what there is; harmless when there is nothing. Raises OSError."""
    company, _, file = name.partition("/")
    outgoing.forget(folder, company, f"{file}.wav")


def complete(folder: Path, name: str) -> bool:
    """Whether there is a recording to upload now: nothing of nobody, and nothing without sound. Raises OSError."""
    file = folder / f"{name}.wav"
    begun = file.with_name(file.name + outgoing.BEGUN)
    try:
        about = KeptFile.model_validate_json(begun.read_bytes())
    except (FileNotFoundError, ValidationError):
        return False
    seconds = seconds_of(file)
    if seconds <= 0:
        discard(folder, name)
        return False
    outgoing.complete(folder, about.model_copy(update={"seconds": seconds}))
    return True


def seconds_of(path: Path) -> float:
    """The length of a WAV file, also of one whose header was not finished; 0 when it cannot be read."""
    try:
        size = path.stat().st_size
        with wave.open(str(path), "rb") as file:
            bytes_per_second = file.getframerate() * file.getsampwidth() * file.getnchannels()
    except (OSError, EOFError, wave.Error):
        return 0.0
    return round(max(0, size - HEADER_BYTES) / bytes_per_second, 2)
