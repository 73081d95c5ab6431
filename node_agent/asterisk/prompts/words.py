"""Which files say a word, in which language."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from node_agent.asterisk.media import RECORDINGS, MediaFolders
from node_agent.asterisk.prompts import english, russian
from node_agent.asterisk.prompts.piece import Piece, Recorded, Spoken
from node_agent.asterisk.realtime.rows.row import sound_path
from node_agent.asterisk.sentences import RECORDED
from tenants.calls.sentences import SPOKEN, Sentence
from tenants.calls.words import Count, Digits, Kept, Moment, Recording, Tone, Word

log = logging.getLogger(__name__)


class Grammar(Protocol):
    """How a language reads numbers and times; a module of this folder."""

    @property
    def VOCABULARY(self) -> Sequence[str]: ...

    def count(self, number: int) -> list[Piece]: ...

    def moment(self, at: datetime, *, date: bool) -> Sequence[Piece]: ...


GRAMMARS: Final[Mapping[str, Grammar]] = MappingProxyType({"en": english, "ru": russian})
KEYS: Final = MappingProxyType({"*": "digits/star", "#": "digits/pound"})
BEEP: Final = Recorded("beep")


class WordFiles:
    """Looks at the disk for sounds that a company uploaded or recorded: a missing one is skipped, not waited for."""

    def __init__(self, folders: MediaFolders) -> None:
        self._folders = folders

    def files(self, words: Iterable[Word], language: str) -> list[str]:
        """As Asterisk reads them, without endings."""
        return [path for word in words for path in self._of(word, language)]

    def _of(self, word: Word, language: str) -> list[str]:
        match word:
            case Recording():
                return self._present(sound_path(word.file), self._folders.sound(word.file))
            case Kept():
                name, _, ending = word.file.rpartition(".")
                file = self._folders.recording(word.file)
                return self._present(f"{RECORDINGS}/{name}", file) if ending == "wav" else []
            case _:
                return [piece.path(language) for piece in pieces_of(word, language)]

    @staticmethod
    def _present(path: str, file: Path) -> list[str]:
        if file.exists():
            return [path]
        log.warning("a sound is not on this node yet and is skipped: %s", file.name)
        return []


def pieces_of(word: Sentence | Digits | Count | Moment | Tone, language: str) -> list[Piece]:
    """The pieces of what the product itself says."""
    grammar = GRAMMARS[language]
    match word:
        case Sentence():
            name = RECORDED[language].get(word)
            return [Recorded(name) if name else Spoken(SPOKEN[language][word])]
        case Digits():
            known = (KEYS.get(digit, f"digits/{digit}") for digit in word.digits if digit in "0123456789*#")
            return [Recorded(name) for name in known]
        case Count():
            return grammar.count(word.number)
        case Moment():
            return list(grammar.moment(word.at, date=word.date))
        case Tone():
            return [BEEP]


def spoken_texts(language: str) -> tuple[str, ...]:
    """Everything that the built-in voice must have spoken in a language."""
    sentences = (text for sentence, text in SPOKEN[language].items() if sentence not in RECORDED[language])
    return (*dict.fromkeys((*sentences, *GRAMMARS[language].VOCABULARY)),)
