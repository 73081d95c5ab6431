"""Use cases: what would come of a file, and taking it over as one version."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Final

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import FieldFault, Invalid
from control_plane.features.companies.models import Company
from control_plane.features.companies.queries import get_company
from control_plane.features.freepbx import keeping
from control_plane.features.freepbx.reading.faults import Unreadable
from control_plane.features.freepbx.reading.opened import read_source
from control_plane.features.freepbx.reading.source import Form, Source
from control_plane.features.freepbx.report import Report
from control_plane.features.freepbx.sounds import Files, keep_files, place_files
from control_plane.features.freepbx.translating.office import NewPin, Office
from control_plane.features.freepbx.translating.whole import translate
from control_plane.features.freepbx.writing import Written, write
from control_plane.features.phones.service import NewSecret
from control_plane.features.versions.current import company_now
from control_plane.features.versions.service import Change, NothingChanged, lock_company, record_change

_SUMMARY: Final = "Moved in from FreePBX: {count} objects"


class NotReadable(Invalid):
    code, title = "not-readable", "The file cannot be read"

    @classmethod
    def because(cls, problem: Unreadable) -> "NotReadable":
        place = f" ({problem.place})" if problem.place else ""
        return cls(f"{problem}{place}", (FieldFault("file", problem.code, str(problem)),))


class NothingToTake(NothingChanged):
    code, title = "nothing-to-take", "There is nothing new in the file"


@dataclass(frozen=True)
class Preview:
    """What would come; `id` is the upload's, for taking it over within a day."""

    id: str
    form: Form
    version: str
    report: Report


@dataclass(frozen=True)
class TakenOver:
    """`phones` and `pins` are shown this once."""

    report: Report
    change: Change
    phones: list[NewSecret]
    pins: list[NewPin]


def preview(ctx: Context, company_id: str, upload: Iterable[bytes]) -> Preview:
    """Read a file and say what would come of it; the company stays as it is. Raises NotFound, NotReadable, TooLarge."""
    get_company(ctx, company_id)
    with keeping.spooled(upload) as file:
        source = _read(file)
        office = _translated(ctx, get_company(ctx, company_id), source)
        return Preview(keeping.keep(ctx, company_id, file), source.form, source.version, office.report)


def preview_again(ctx: Context, company_id: str, identifier: str) -> Preview:
    """The same of a kept upload, with the company as it is now. Raises NotFound."""
    company = get_company(ctx, company_id)
    with keeping.spooled(keeping.pieces(ctx, company_id, identifier)) as file:
        source = _read(file)
        office = _translated(ctx, company, source)
        return Preview(identifier, source.form, source.version, office.report)


def take_over(ctx: Context, company_id: str, identifier: str) -> TakenOver:
    """Make everything that the report promised, as one version.

    Sounds are decoded before the company is locked. Raises NotFound, NotReadable, NothingToTake, SoundsAway, and what
    `record_change` raises.
    """
    company = get_company(ctx, company_id)
    with keeping.spooled(keeping.pieces(ctx, company_id, identifier)) as file:
        source = _read(file)
        files = _kept_sounds(ctx, company, file, source) if source.sounds else {}
    # What cannot be played is as good as not there.
    source.sounds = {path: size for path, size in source.sounds.items() if path in files}
    company = lock_company(ctx, company_id)
    office = _translated(ctx, company, source)
    written = _written(ctx, company, office, files)
    summary = _SUMMARY.format(count=len(office.items))
    change = record_change(ctx, company, summary, before=written.before, after=written.after)
    keeping.erase(ctx, company_id, identifier)
    return TakenOver(office.report, change, written.phones, office.pins)


def _kept_sounds(ctx: Context, company: Company, file: IO[bytes], source: Source) -> Files:
    return keep_files(ctx, company.id, file, _translated(ctx, company, source).sound_files.values())


def _written(ctx: Context, company: Company, office: Office, files: Files) -> Written:
    place_files(office, files)
    if not office.items:
        raise NothingToTake("Everything that can be taken over from this file is in the company already.")
    return write(ctx, company, office)


def _read(file: IO[bytes]) -> Source:
    try:
        return read_source(file)
    except Unreadable as problem:
        raise NotReadable.because(problem) from None


def _translated(ctx: Context, company: Company, source: Source) -> Office:
    now = company_now(ctx.session, company)
    assert now is not None
    office, _ = translate(source, now, ctx.clock().date(), new_id)
    return office
