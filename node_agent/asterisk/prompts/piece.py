"""A piece of speech: a recording of the telephony image, or a text that the built-in voice has spoken."""

import hashlib
from dataclasses import dataclass

from node_agent.asterisk.media import PROMPTS, VOICE
from node_agent.asterisk.sentences import LANGUAGES


@dataclass(frozen=True, slots=True)
class Recorded:
    """By its name in the image's sound packages, such as `digits/5`."""

    name: str

    def path(self, language: str) -> str:
        """As Asterisk reads it, without ending."""
        return f"{PROMPTS}/{LANGUAGES[language]}/{self.name}"


@dataclass(frozen=True, slots=True)
class Spoken:
    """By its text; see node_agent/asterisk/voice."""

    text: str

    def path(self, language: str) -> str:
        """As Asterisk reads it, without ending."""
        return f"{VOICE}/{language}/{voice_name(self.text)}"


Piece = Recorded | Spoken


def voice_name(text: str) -> str:
    """The name of the file in which the built-in voice says `text`; another text is another file."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
