"""System recordings and hold music; their files come along when the backup holds them."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from control_plane.features.freepbx.reading.tables import Row
from control_plane.features.freepbx.report import Why
from control_plane.features.freepbx.translating.fitting import name_from
from control_plane.features.freepbx.translating.office import Office
from tenants.model import Kind, Music, Prompt, Sound

NO_FILE_YET: Final = "0" * 64
"""In the place of the hash of a sound that is still in the archive."""
_PREFERRED: Final = (".wav", ".flac", ".sln", ".mp3")
_NO_MUSIC: Final = frozenset({"", "default", "inherit", "none", "ring"})
_MOST: Final = 50


def make_sounds(office: Office) -> None:
    """Recordings first: everything else may play them."""
    files = _by_name(office, "sounds")
    for row in office.source.table("recordings"):
        first, _, more = row["filename"].partition("&")
        if more:
            office.changed(Why.FIRST_OF_SEVERAL, row, "filename", other=first)
        path = _best(office, files.get(first.strip("/"), ()))
        if path is None:
            office.changed(Why.NO_FILE, row, "filename", name=row["displayname"])
            continue
        identifier = office.reserve(("recordings", row.key), Kind.SOUND)
        office.sound_files[identifier] = path
        office.make(Sound, row, identifier, name=name_from(row["displayname"], first), file=NO_FILE_YET)
    for row in office.source.table("music"):
        _make_music(office, row)


def _by_name(office: Office, folder: str) -> dict[str, list[PurePosixPath]]:
    """Paths by their name without language and ending: `…/sounds/en/custom/hello.wav` is `custom/hello`."""
    found: dict[str, list[PurePosixPath]] = {}
    for text in office.source.sounds:
        path = PurePosixPath(text)
        if folder in path.parts:
            inside = path.parts[path.parts.index(folder) + 2 :]
            if inside:
                found.setdefault(str(PurePosixPath(*inside).with_suffix("")), []).append(path)
    return found


def _best(office: Office, paths: Iterable[PurePosixPath]) -> str | None:
    """In the company's language before others, WAV before others."""
    language = office.company.profile.language

    def rank(path: PurePosixPath) -> tuple[bool, bool, int, str]:
        ending = path.suffix.lower()
        place = _PREFERRED.index(ending) if ending in _PREFERRED else len(_PREFERRED)
        return language not in path.parts, "en" not in path.parts, place, str(path)

    best = min(paths, key=rank, default=None)
    return str(best) if best is not None else None


def _make_music(office: Office, row: Row) -> None:
    category = row["category"]
    wanted = [path for path in map(PurePosixPath, office.source.sounds) if path.parts[-3:-1] == ("moh", category)]
    if category.lower() in _NO_MUSIC and not wanted:
        office.ignore([row], *row.values)
        return
    if not wanted:
        office.left(Why.NO_SOUND, row, "category")
        office.ignore([row], *row.values)
        return
    sounds: dict[str, str] = {}
    for path in sorted(wanted):
        if path.stem not in sounds and len(sounds) < _MOST:
            identifier = office.new_id()
            office.sound_files[identifier] = str(path)
            office.make(Sound, row, identifier, name=name_from(path.stem, category), file=NO_FILE_YET)
            sounds[path.stem] = identifier
    office.reserve(("music", category), Kind.MUSIC)
    shuffled = row.on("random") or None
    office.make(
        Music,
        row,
        office.places[("music", category)][1],
        name=name_from(category, "Music"),
        sounds=tuple(sounds.values()),
        shuffled=shuffled,
    )


def sound_of(office: Office, row: Row, field: str) -> str | None:
    """The sound that a field with a recording's id plays; a note when it plays one that is not there."""
    text = row[field]
    if text in ("", "0", "-1", "default", "none"):
        return None
    identifier = office.id_at("recordings", text, Kind.SOUND)
    if identifier is None:
        names = [each["displayname"] for each in office.source.table("recordings") if each.key == text]
        office.left(Why.NO_SOUND, row, field, value=names[0] if names else text)
    return identifier


def prompt_of(office: Office, row: Row, field: str) -> Prompt | None:
    identifier = sound_of(office, row, field)
    return Prompt(sound=identifier) if identifier is not None else None


def music_named(office: Office, row: Row, field: str) -> str | None:
    """Hold music by the name of its category; the default is the company's own."""
    category = row[field]
    if category.lower() in _NO_MUSIC:
        return None
    identifier = office.id_at("music", category, Kind.MUSIC)
    if identifier is None:
        office.left(Why.NO_SOUND, row, field)
    return identifier
