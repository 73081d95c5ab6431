"""What an archive holds, typed and whole in itself: reading it lists every fault with its place."""

import io
import json
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from control_plane.core.wishes import invalid
from control_plane.features.archives.findings import Finding
from control_plane.features.archives.form import DOCUMENT, JSON_MAX, KEPT, SOUNDS, Document, Manifest, SoundEntry
from control_plane.features.archives.json_parts import NotJson, parsed
from control_plane.features.archives.kept_rows import FOLDERS, KeptRow, file_name
from control_plane.features.archives.opening import NoArchive, Opened
from tenants.model import Kind, Line, TelephonyObject, parse_object
from tenants.model.files import files_of
from tenants.model.names import name_of
from tenants.model.objects import kind_of
from tenants.model.references import Key, references

_NO_DIGESTS: Final = {"digest": "0" * 64, "legacy_digest": "0" * 32}
"""Phones get theirs when they are written."""
_SOUNDS: Final = TypeAdapter(list[SoundEntry])
_ROWS: Final = TypeAdapter(list[KeptRow])
_HEADER: Final = 44
MOST_OF_ONE: Final = 9
"""Faults of one object that are told."""


@dataclass(frozen=True)
class Content:
    """`items` have no secrets; phones have placeholders in their place."""

    company: str
    items: tuple[TelephonyObject, ...]
    pins: tuple[tuple[Kind, str, str], ...]
    sounds: dict[str, SoundEntry] = field(default_factory=dict)
    kept: tuple[KeptRow, ...] = ()


def content_of(archive: Opened, manifest: Manifest) -> tuple[Content | None, list[Finding]]:
    """What is in, and all that is wrong with it; None when that is too much to go on."""
    findings: list[Finding] = []
    document = _document(archive, findings)
    if document is None:
        return None, findings
    items = tuple(_items(document, findings))
    if manifest.company != document.company:
        findings.append(Finding("other-company", DOCUMENT, "Manifest and document name different companies."))
    sounds = {each.hash: each for each in _read(archive, SOUNDS, _SOUNDS, findings)}
    kept = [row for name in KEPT.values() for row in _read(archive, name, _ROWS, findings)]
    findings += _company_faults(document, items)
    findings += _file_faults(archive, items, sounds, kept)
    pins = tuple((pin.kind, pin.id, pin.field) for pin in document.pins)
    return Content(document.company, items, pins, sounds, tuple(kept)), findings


def _document(archive: Opened, findings: list[Finding]) -> Document | None:
    if DOCUMENT not in archive.entries:
        findings.append(Finding("no-document", DOCUMENT, "The company's document is missing; export it again."))
        return None
    data = _json(archive, DOCUMENT, findings)
    try:
        return Document.model_validate(data) if data is not None else None
    except ValidationError as problem:
        findings += _form_faults(DOCUMENT, problem)
    return None


def _items(document: Document, findings: list[Finding]) -> Iterator[TelephonyObject]:
    seen = set[Key]()
    for number, item in enumerate(document.items):
        where = f"{DOCUMENT} items.{number} {item.kind}/{str(item.data.get('id', ''))[:64]}"
        data = item.data | _NO_DIGESTS if item.kind is Kind.PHONE else item.data
        try:
            made = parse_object(item.kind, data)
        except ValidationError as problem:
            findings += _form_faults(where, problem)
            continue
        if isinstance(made, Line) and made.password is not None:
            findings.append(Finding("secret-in-clear", where, "A password stands in the document; take it out."))
        if (key := (item.kind, made.id)) in seen:
            findings.append(Finding("twice", where, "This object is there twice; remove one of them."))
            continue
        seen.add(key)
        yield made


def _company_faults(document: Document, items: tuple[TelephonyObject, ...]) -> Iterator[Finding]:
    keys = {(kind_of(item), item.id) for item in items}
    if [item.id for item in items if kind_of(item) is Kind.PROFILE] != [document.company]:
        yield Finding("no-profile", DOCUMENT, "There has to be one profile, whose id is the company's.")
    for item in items:
        for reference in references(item):
            if reference.key not in keys:
                yield Finding(
                    "dangling",
                    f"{DOCUMENT} {kind_of(item)}/{item.id} {reference.field}",
                    f"{name_of(item)} points to {reference.kind}/{reference.id}, which is not there.",
                )
    for pin in document.pins:
        if (pin.kind, pin.id) not in keys:
            yield Finding("dangling", f"{DOCUMENT} pins {pin.kind}/{pin.id}", "This PIN belongs to nothing.")


def _file_faults(
    archive: Opened, items: tuple[TelephonyObject, ...], sounds: dict[str, SoundEntry], kept: list[KeptRow]
) -> Iterator[Finding]:
    needed = files_of(items)
    for file in sorted(needed - sounds.keys()):
        yield Finding("sound-missing", f"sounds/{file}.wav", "The company plays this sound, and it is not there.")
    for file in sorted(sounds):
        name = f"sounds/{file}.wav"
        entry = archive.entries.get(name)
        if entry is None:
            yield Finding("part-missing", name, "The list of sounds names this file, and it is not there.")
        elif not _is_playable(archive, name, entry.file_size):
            yield Finding("no-sound", name, "This is no WAV of 8 kHz, one channel and 16 bits, which calls can play.")
    seen = set[tuple[str, str]]()
    for row in kept:
        name = file_name(row)
        if name not in archive.entries:
            yield Finding("part-missing", name, "The list names this file, and it is not there.")
        if (row.kind, row.id) in seen:
            yield Finding("twice", name, "The list names this file twice.")
        seen.add((row.kind, row.id))
    listed = {file_name(row) for row in kept} | {f"sounds/{file}.wav" for file in sounds}
    folders = ("sounds/", *(f"{folder}/" for folder in FOLDERS.values()))
    for name in sorted(archive.entries):
        if name.startswith(folders) and name not in listed:
            yield Finding("not-listed", name, "No list names this file; remove it.")


def _is_playable(archive: Opened, name: str, size: int) -> bool:
    try:
        start = next(iter(archive.chunks(name)), b"")[: 64 * 1024]
        with wave.open(io.BytesIO(start)) as sound:
            form = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
            return form == (1, 2, 8000) and size >= _HEADER
    except (wave.Error, EOFError, NoArchive):
        return False


def _read(archive: Opened, name: str, form: TypeAdapter[Any], findings: list[Finding]) -> list[Any]:
    if name not in archive.entries or (data := _json(archive, name, findings)) is None:
        return []
    try:
        return list(form.validate_python(data))
    except ValidationError as problem:
        findings += _form_faults(name, problem)
    return []


def _json(archive: Opened, name: str, findings: list[Finding]) -> Any:
    if archive.entries[name].file_size > JSON_MAX:
        findings.append(Finding("too-large", name, f"This part may have {JSON_MAX} bytes."))
        return None
    try:
        return parsed(archive.read(name))
    except NotJson as problem:
        findings.append(Finding(problem.code, name, f"{problem}; export the company again."))
    except NoArchive as problem:
        findings.append(problem.finding)
    return None


def _form_faults(where: str, problem: ValidationError) -> list[Finding]:
    found = invalid(problem).faults[:MOST_OF_ONE]
    return [Finding("bad-field", f"{where} {each.field}"[:200], f"{each.field}: {each.message}.") for each in found]


def pretty(value: Any) -> bytes:
    """For parts that people may look into."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()
