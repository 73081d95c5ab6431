"""Carrying a plan out: one transaction, one version. Files go to the storage first, so that no row names what is not
there; what a failed import leaves in the storage is cleared as an orphan."""

from collections.abc import Callable, Iterable
from typing import Final

from control_plane.core.context import Context
from control_plane.core.vault import Vault
from control_plane.features.archives.contents import Content
from control_plane.features.archives.form import UPLOAD_MAX
from control_plane.features.archives.kept_rows import TABLES, columns_of, file_name
from control_plane.features.archives.planning import Plan
from control_plane.features.companies.service import found_company
from control_plane.features.customisations.models import CompanyBundle
from control_plane.features.lines.service import restore_line
from control_plane.features.objects.rows import new_row
from control_plane.features.phones.service import restore_phone
from control_plane.features.sounds.models import SoundFile, storage_name
from control_plane.features.versions.service import Change, record_change
from tenants.model import Kind, Line, Phone, Profile, TelephonyObject
from tenants.model.files import files_of
from tenants.model.objects import kind_of

Chunks = Callable[[str], Iterable[bytes]]
"""The content of a part by its name."""
Said = Callable[[str, int, int], None]
"""How far it is: the step, what is done, how much there is."""
_FIRST: Final = {Kind.EMPLOYEE: 0, Kind.PHONE: 1, Kind.LINE: 2, Kind.NUMBER: 3}


def settle(ctx: Context, vault: Vault, content: Content, plan: Plan, chunks: Chunks, said: Said) -> Change:
    """The company's first version here. The plan was not refused. Raises what a change may raise, StorageAway."""
    profile = next(item for item in plan.items if isinstance(item, Profile))
    files = files_of(plan.items)
    _sounds(vault, content, plan.company, files, chunks, said)
    _kept(vault, plan, chunks, said)
    said("objects", 0, len(plan.items))
    company = found_company(ctx, profile)
    _rows_of_files(ctx, vault, content, plan, files)
    if (which := profile.customisation) is not None and which.bundle is not None:
        own = CompanyBundle(company_id=company.id, hash=which.bundle, added_at=ctx.clock(), added_by=ctx.actor.name)
        ctx.session.add(own)
    ctx.session.flush()
    ordered = sorted(plan.items, key=lambda each: _FIRST.get(kind_of(each), 4))
    after = [_written(ctx, company.id, item, plan) for item in ordered if not isinstance(item, Profile)]
    ctx.session.flush()
    words = f"Company brought in from the archive of {content.company}"
    change = record_change(ctx, company, words, after=(profile, *after))
    said("objects", len(plan.items), len(plan.items))
    return change


def _rows_of_files(ctx: Context, vault: Vault, content: Content, plan: Plan, files: Iterable[str]) -> None:
    same = {"company_id": plan.company, "key_id": vault.key_id}
    for file in sorted(files):
        of = content.sounds[file].model_dump(include={"hash", "bytes", "seconds", "said"})
        ctx.session.add(SoundFile(created_at=ctx.clock(), **same, **of))
    for row in plan.kept:
        place = _place(plan.company, row.kind, row.id)
        ctx.session.add(TABLES[row.kind](storage=place, **same, **columns_of(row)))


def _written(ctx: Context, company: str, item: TelephonyObject, plan: Plan) -> TelephonyObject:
    match item:
        case Phone():
            return restore_phone(ctx, company, item, plan.passwords[item.id])
        case Line():
            return restore_line(ctx, company, item)
        case _:
            new_row(ctx, company, item)
            return item


def _sounds(vault: Vault, content: Content, company: str, files: Iterable[str], chunks: Chunks, said: Said) -> None:
    wanted = sorted(files)
    for number, file in enumerate(wanted):
        said("sounds", number, len(wanted))
        with vault.seal(chunks(f"sounds/{file}.wav"), company, most=content.sounds[file].bytes) as sealed:
            vault.put(storage_name(company, file), sealed)


def _kept(vault: Vault, plan: Plan, chunks: Chunks, said: Said) -> None:
    for number, row in enumerate(plan.kept):
        said("files", number, len(plan.kept))
        with vault.seal(chunks(file_name(row)), plan.company, most=UPLOAD_MAX) as sealed:
            vault.put(_place(plan.company, row.kind, row.id), sealed)


def _place(company: str, kind: str, identifier: str) -> str:
    return f"kept/{company}/{kind}/{identifier}"
