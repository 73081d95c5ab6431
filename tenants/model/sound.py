"""Sounds of the company: greetings, announcements and music."""

from typing import Annotated

from pydantic import Field

from tenants.model.document import Document
from tenants.model.fields import FileHash, Language, Name, ObjectId, SoundId


class Sound(Document):
    """A recording, 8 kHz mono; `file` is what nodes play. `translations` are the same words in other languages."""

    id: ObjectId
    name: Name
    file: FileHash
    seconds: Annotated[float, Field(ge=0, le=3600)] = 0.0
    translations: dict[Language, FileHash] = Field(default_factory=dict)


class Music(Document):
    """Hold music: sounds that are played one after the other."""

    id: ObjectId
    name: Name
    sounds: Annotated[tuple[SoundId, ...], Field(min_length=1, max_length=50)]
    shuffled: bool = False
