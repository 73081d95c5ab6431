"""Each music, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from carillon_client.lists import Collection
from carillon_client.things import Thing


class Music(Thing):
    """Hold music: sounds that are played one after the other."""

    _FIELDS = ("id", "name", "sounds", "shuffled")
    _KEY = "id"
    _NEW = frozenset(("name", "sounds", "shuffled"))
    _DEFAULTS = {"shuffled": False}
    _CHANGE = frozenset(("name", "sounds", "shuffled"))

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    sounds: list[str]
    """Sounds. 1 to 50 of them."""
    shuffled: bool
    """Shuffled. Default: False."""


class NewMusic(TypedDict, total=False):
    """What `music.new()` takes."""

    name: str
    sounds: list[str]
    shuffled: bool


class MusicList(Collection[Music]):
    """Each music, by name."""

    _THING = Music
    _PATH = "music"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewMusic]) -> Music:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["id", "name", "sounds", "shuffled"]] | None = None,
        search: str | None = None,
    ) -> Iterator[Music]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
