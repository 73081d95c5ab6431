"""From whatever people upload to what nodes play: in a program of its own that may fail in any way it likes."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from control_plane.core.problems import Invalid

UPLOAD_MAX = 50 * 1024 * 1024
WALL_SECONDS = 90

FAULTS = {
    "no-audio-file": "This is no sound file; upload WAV, MP3, M4A, OGG, FLAC, AIFF, AMR or WMA.",
    "video": "This is a video; upload the sound alone.",
    "damaged": "The sound file is damaged or incomplete; export it again and upload the new file.",
    "empty": "The file holds no sound; record it again.",
    "too-long": "The sound is longer than an hour; upload a shorter one.",
    "too-demanding": "The file takes too much work to decode; convert it to WAV or MP3 and upload that.",
    "too-large": "The file is larger than 50 MB; upload a shorter or compressed one.",
}


class NoSound(Invalid):
    """What came is not a sound that can be played on a call."""

    code, title = "no-sound", "The sound cannot be used"

    @classmethod
    def because(cls, fault: str) -> "NoSound":
        refusal = cls.one("file", fault, FAULTS[fault])
        assert isinstance(refusal, cls)
        return refusal


@dataclass(frozen=True)
class Decoded:
    """8 kHz mono WAV of 16 bits; the file goes when its block ends."""

    path: Path
    seconds: float


@contextmanager
def decoded(source: Path) -> Iterator[Decoded]:
    """Raises NoSound."""
    size = source.stat().st_size
    if size == 0:
        raise NoSound.because("empty")
    if size > UPLOAD_MAX:
        raise NoSound.because("too-large")
    with tempfile.TemporaryDirectory(prefix="carillon-sound-") as folder:
        target = Path(folder) / "sound.wav"
        yield Decoded(target, _transcode(source, target))


def _transcode(source: Path, target: Path) -> float:
    command = [sys.executable, "-I", str(Path(__file__).with_name("transcode.py")), str(source), str(target)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            env={"LANG": "C.UTF-8"},
            cwd=target.parent,
        )
    except subprocess.TimeoutExpired:
        raise NoSound.because("too-demanding") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        # Ended by a limit (SIGXCPU, SIGXFSZ, SIGKILL) or by a fault in a decoder.
        raise NoSound.because("damaged" if done.returncode == 1 else "too-demanding") from None
    if "fault" in answer:
        raise NoSound.because(answer["fault"])
    return float(answer["seconds"])
