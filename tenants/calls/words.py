"""What a caller can hear: the product's sentences, the company's sounds, and numbers and times read out."""

from dataclasses import dataclass
from datetime import datetime

from tenants.calls.sentences import Sentence
from tenants.model.fields import FileHash


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound of the company, by the hash of its file."""

    file: FileHash
    name: str = ""
    """For people: what the simulator and the journey call it."""


@dataclass(frozen=True, slots=True)
class Digits:
    """Read out digit by digit."""

    digits: str


@dataclass(frozen=True, slots=True)
class Count:
    """Read out as a number."""

    number: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Date and time read out, in the time zone that it carries."""

    at: datetime
    date: bool = True
    """False: the time of day alone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A recording of the node itself: a message of a mailbox, a greeting just recorded. See `call.Taken.file`."""

    file: str


@dataclass(frozen=True, slots=True)
class Tone:
    """A short tone."""


Word = Sentence | Recording | Digits | Count | Moment | Kept | Tone
