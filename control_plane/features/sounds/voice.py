"""The company's voice: text becomes speech. The built-in one is espeak-ng; others implement `Voice`."""

import subprocess
from pathlib import Path
from typing import Final, Protocol

from control_plane.core.problems import Problem

TEXT_MAX: Final = 2000
SECONDS: Final = 20


class VoiceAway(Problem):
    """The voice did not speak."""

    status, code, title = 503, "voice-away", "Texts cannot be spoken now"


class Voice(Protocol):
    """Speaks languages of `tenants.model.fields.Language`."""

    @property
    def name(self) -> str:
        """Changes when the same words would sound different."""

    def speak(self, text: str, language: str, target: Path) -> None:
        """Write a sound file of any form that `decode` takes. Raises VoiceAway."""


class Espeak:
    """espeak-ng (Debian package of this name): Russian and English, without network."""

    name = "espeak-ng/1"
    _VOICES: Final = {"en": "en-gb", "ru": "ru"}

    def speak(self, text: str, language: str, target: Path) -> None:
        # The text comes over standard input: on a command line it would be an option, and visible to everybody.
        command = ["prlimit", f"--cpu={SECONDS}", "--as=1073741824", "--core=0", "--fsize=134217728", "--"]
        command += ["espeak-ng", "-v", self._VOICES[language], "-s", "150", "-b", "1", "--stdin", "-w", str(target)]
        try:
            done = subprocess.run(
                command, input=text.encode(), capture_output=True, timeout=SECONDS * 2, check=False, env={"PATH": PATH}
            )
        except subprocess.TimeoutExpired:
            raise VoiceAway("The text takes too long to speak; make it shorter.") from None
        except OSError as problem:
            raise VoiceAway(f"The built-in voice is missing ({problem.strerror}); install espeak-ng.") from None
        if done.returncode or not target.exists():
            raise VoiceAway("The built-in voice failed; is the Debian package espeak-ng installed?")


PATH: Final = "/usr/local/bin:/usr/bin:/bin"
