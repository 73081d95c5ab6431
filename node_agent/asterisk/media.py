"""Where sounds and recordings are: on the node, and as Asterisk sees them (mount points of the image's recipe)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

SOUNDS: Final = "/media/sounds"
"""Read-only: sounds of companies, `<first two of the hash>/<hash>.wav`."""
VOICE: Final = "/media/voice"
"""Read-only: what the built-in voice says, `<language>/<name>.wav`."""
RECORDINGS: Final = "/media/recordings"
"""What is recorded here, `<company>/<name>.wav`."""
PROMPTS: Final = "/usr/share/asterisk/sounds"
"""The image's own recordings, in one folder per language."""


@dataclass(frozen=True, slots=True)
class MediaFolders:
    """The same places on the node. All 8 kHz mono WAV of 16 bits, but for faxes (TIFF)."""

    sounds: Path
    voice: Path
    recordings: Path

    @classmethod
    def below(cls, state: Path, voice: Path | None = None) -> "MediaFolders":
        return cls(state / "sounds", voice or state / "voice", state / "recordings")

    def make(self) -> None:
        """Raises OSError."""
        for folder in (self.sounds, self.voice, self.recordings):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def sound(self, file: str) -> Path:
        return self.sounds / file[:2] / f"{file}.wav"

    def recording(self, name: str) -> Path:
        """`name` with its ending, as in `call.Taken.file`."""
        return self.recordings / name
