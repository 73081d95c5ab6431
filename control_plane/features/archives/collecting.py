"""From the database and the storage to the parts of an archive."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from control_plane.core.secrets_box import SecretsBox
from control_plane.core.vault import Vault
from control_plane.features.archives.contents import pretty
from control_plane.features.archives.form import (
    DOCUMENT,
    FORMAT,
    HISTORY,
    KEPT,
    SECRETS,
    SOUNDS,
    Listed,
    Manifest,
    Secrets,
    SoundEntry,
)
from control_plane.features.archives.kept_rows import TABLES, file_name, row_of
from control_plane.features.archives.leaving import of_kinds, without
from control_plane.features.archives.lockbox import lock
from control_plane.features.archives.normal import PIN_FIELDS, Shape, document_of, fingerprint, written
from control_plane.features.archives.packing import Part
from control_plane.features.audit.models import Audit
from control_plane.features.companies.models import Company
from control_plane.features.customisations.queries import customised
from control_plane.features.journeys.models import Journey
from control_plane.features.lines.models import Line
from control_plane.features.lines.passwords import node_document
from control_plane.features.phones.models import Phone
from control_plane.features.phones.service import stored_password
from control_plane.features.sounds.models import SoundFile
from control_plane.features.versions.models import Version
from control_plane.features.versions.snapshot import without_passwords
from control_plane.settings import Settings
from tenants import model
from tenants.extend.fields import Fields
from tenants.model import Kind, Profile, TelephonyObject
from tenants.model.document import canonical_json
from tenants.model.fields import secret_fields
from tenants.model.files import files_of
from tenants.model.objects import CLASSES, kind_of

RELEASE: Final = "carillon"


@dataclass(frozen=True)
class Wanted:
    """What goes into an archive beside document and sounds."""

    files: frozenset[str] = frozenset()
    """Of `recording`, `message`, `fax`."""
    history: bool = False
    passphrase: str | None = None


@dataclass(frozen=True)
class Source:
    """`session` sees one snapshot (REPEATABLE READ), so that all parts belong together."""

    session: Session
    settings: Settings
    vault: Vault
    company: Company
    items: tuple[TelephonyObject, ...]
    shape: Shape


def source_of(session: Session, settings: Settings, vault: Vault, company: Company) -> Source:
    items = tuple(without_passwords(session, company).objects.values())
    return Source(session, settings, vault, company, items, shape_of(session, items))


def reduced(source: Source, kinds: frozenset[Kind]) -> Source:
    """Only objects of these kinds, detached from all others."""
    whole = model.Company.build(source.company.id, 1, source.items)
    stay, _ = without(whole, of_kinds(whole, set(Kind) - kinds))
    return replace(source, items=tuple(stay))


def shape_of(session: Session, items: Iterable[TelephonyObject]) -> Shape:
    """The extra fields of each kind, by the customisation that the profile among `items` names.

    None where nobody here knows them: then all of them are kept as they are.
    """
    profile = next(item for item in items if isinstance(item, Profile))
    known = customised(session, profile.customisation)
    if known is None:
        return lambda _kind: Fields if profile.customisation is None else None
    return lambda kind: known.fields_of(kind) or Fields


def parts_of(source: Source, wanted: Wanted) -> Iterator[Part]:
    """In the order of the archive, the small and important ones first."""
    document = document_of(source.company.id, source.items, source.shape)
    yield Part.of(DOCUMENT, written(document))
    if wanted.passphrase is not None:
        yield Part.of(SECRETS, lock(_secrets(source), wanted.passphrase))
    yield from _sounds(source)
    for kind in sorted(wanted.files):
        yield from _kept(source, kind)
    if wanted.history:
        yield from _history(source)


def manifest(source: Source) -> Callable[[list[Listed]], bytes]:
    company = source.company

    def made(listed: list[Listed]) -> bytes:
        said = Manifest(
            format=FORMAT,
            company=company.id,
            name=company.name,
            version=company.version,
            state_hash=company.state,
            fingerprint=fingerprint(company.id, source.items, source.shape),
            made_by=source.settings.public_url,
            release=RELEASE,
            parts=listed,
        )
        return pretty(said.model_dump(mode="json"))

    return made


def _sounds(source: Source) -> Iterator[Part]:
    mine = select(SoundFile).where(SoundFile.company_id == source.company.id).order_by(SoundFile.hash)
    needed = files_of(source.items)
    rows = [row for row in source.session.scalars(mine) if row.hash in needed]
    entries = [SoundEntry(hash=row.hash, bytes=row.bytes, seconds=row.seconds, said=row.said) for row in rows]
    yield Part.of(SOUNDS, pretty([entry.model_dump() for entry in entries]))
    for row in rows:
        yield Part(f"sounds/{row.hash}.wav", partial(source.vault.read, row.storage, source.company.id, row.bytes))


def _kept(source: Source, kind: str) -> Iterator[Part]:
    table = TABLES[kind]
    mine = select(table).where(table.company_id == source.company.id, table.deleted_at.is_(None))
    rows = list(source.session.scalars(mine.order_by(table.id)))
    said = [(row_of(kind, row), row) for row in rows]
    yield Part.of(KEPT[kind], pretty([entry.model_dump(mode="json") for entry, _ in said]))
    for entry, row in said:
        yield Part(file_name(entry), partial(source.vault.read, row.storage, source.company.id, row.bytes))


def _secrets(source: Source) -> Secrets:
    session, settings, mine = source.session, source.settings, source.company.id
    box = SecretsBox(settings.secrets_key)
    phones = session.scalars(select(Phone).where(Phone.company_id == mine))
    lines = [node_document(row, settings) for row in session.scalars(select(Line).where(Line.company_id == mine))]
    pins = {
        f"{kind_of(item)}/{item.id}/{field}": getattr(item, field)
        for item in source.items
        for field in PIN_FIELDS[kind_of(item)]
        if getattr(item, field) is not None
    }
    return Secrets(
        phones={phone.id: stored_password(box, phone) for phone in phones},
        lines={line.id: line.password for line in lines if line.password is not None},
        pins=pins,
    )


def _history(source: Source) -> Iterator[Part]:
    mine = source.company.id
    versions, audit, journeys = HISTORY
    yield _lines(source, versions, select(Version).where(Version.company_id == mine).order_by(Version.number))
    yield _lines(source, audit, select(Audit).where(Audit.company_id == mine).order_by(Audit.number))
    order = (Journey.started_at, Journey.id)
    yield _lines(source, journeys, select(Journey).where(Journey.company_id == mine).order_by(*order))


def _lines(source: Source, name: str, rows: Select[Any]) -> Part:
    def chunks() -> Iterator[bytes]:
        for row in source.session.scalars(rows.execution_options(yield_per=500)):
            yield canonical_json(_plain_row(row)) + b"\n"
            source.session.expunge(row)

    return Part(name, chunks)


def _plain_row(row: Any) -> dict[str, Any]:
    return {column.key: _plain(getattr(row, column.key)) for column in row.__table__.columns}


def _plain(value: Any) -> Any:
    """As JSON has it, without secrets: a version holds digests of passwords and PINs."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        if value.keys() == {"kind", "data"} and value["kind"] in CLASSES:
            secret = secret_fields(CLASSES[value["kind"]])
            return {"kind": value["kind"], "data": {k: v for k, v in value["data"].items() if k not in secret}}
        return value
    return value.isoformat() if hasattr(value, "isoformat") else value
