"""Each sound, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, cast

from carillon_client.connection import Content, place
from carillon_client.generated.values import ChangeOut
from carillon_client.lists import Listing
from carillon_client.things import Thing
from carillon_client.values import Value, plain, reader


class SoundMade(Value):
    """SoundMade"""

    id: str
    """Id"""
    name: str
    """Name"""
    file: str
    """SHA-256 of what nodes play"""
    seconds: float
    """Seconds"""
    translations: dict[str, str]
    """Translations"""
    change: ChangeOut
    """Change"""


class Speech(Value):
    """Speech"""

    name: str
    """Name. 1 to 100 characters."""
    text: str
    """What is said. 1 to 2000 characters."""
    language: str = "en"
    """Language. Default: 'en'."""


class Sound(Thing):
    """A recording, 8 kHz mono; `file` is what nodes play. `translations` are the same words in other
    languages.
    """

    _FIELDS = ("id", "name", "file", "seconds", "translations")
    _KEY = "id"
    _CHANGE = frozenset(("name",))

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    file: str
    """SHA-256 of what nodes play. Only read."""
    seconds: float
    """Seconds. 0 to 3600. Only read."""
    translations: dict[str, str]
    """Translations. Only read."""

    def play(self) -> Any:
        """The sound as callers hear it: WAV."""
        return self._act("GET", place("audio"), Any)

    def translate(self, language: str) -> None:
        """The same words in another language: the body is the file."""
        self._act("POST", place("translations", language), None)


class Sounds(Listing[Sound]):
    """Each sound, by name."""

    _THING = Sound
    _PATH = "sounds"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["id", "name", "file", "seconds", "translations"]] | None = None,
        search: str | None = None,
    ) -> Iterator[Sound]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})

    def upload(
        self, content: Content, *, content_type: str = "application/octet-stream", name: str | None = None
    ) -> SoundMade:
        """Upload a sound: the body is the file. `name`: How people call it."""
        return cast(
            SoundMade,
            self._act("POST", place(), SoundMade, query={"name": name}, content=content, content_type=content_type),
        )

    def say(self, wish: Speech) -> SoundMade:
        """Let the built-in voice say a text."""
        return cast(SoundMade, self._act("POST", place("speech"), SoundMade, body=plain(reader(Speech), wish)))
