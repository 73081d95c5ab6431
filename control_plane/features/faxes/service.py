"""Faxes that came in: turned into PDF, kept, mailed."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from control_plane.core.context import Context
from control_plane.core.problems import Invalid
from control_plane.core.vault import Sealed
from control_plane.features.companies.models import Company
from control_plane.features.events.service import occasion, publish
from control_plane.features.faxes.models import FaxDocument
from control_plane.features.faxes.queries import get_fax
from control_plane.features.mails import texts
from control_plane.features.mails.service import Attachment, write_mail
from control_plane.features.objects.rows import find_object
from control_plane.features.versions.service import record_audit
from tenants.extend.events.files import FaxReceived
from tenants.model import Fax
from wire.files import KeptFile

WALL_SECONDS = 90


class NoFax(Invalid):
    code, title = "no-fax", "The fax cannot be read"


@dataclass(frozen=True)
class Pdf:
    path: Path
    pages: int

    def chunks(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while chunk := file.read(1024 * 1024):
                yield chunk


@contextmanager
def as_pdf(tiff: Iterable[bytes]) -> Iterator[Pdf]:
    """The file goes when its block ends. Raises NoFax."""
    with tempfile.TemporaryDirectory(prefix="carillon-fax-") as folder:
        source, target = Path(folder) / "fax.tif", Path(folder) / "fax.pdf"
        with source.open("wb") as file:
            file.writelines(tiff)
        yield Pdf(target, _convert(source, target))


def _convert(source: Path, target: Path) -> int:
    command = [sys.executable, "-I", str(Path(__file__).with_name("pdf.py")), str(source), str(target)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            env={"LANG": "C.UTF-8"},
        )
        return int(json.loads(done.stdout)["pages"])
    except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        raise NoFax("The file is no fax: it has to be a TIFF of at most 200 pages.") from None


def add_fax(
    ctx: Context, node: str, about: KeptFile, sealed: Sealed, storage: str, identifier: str, pages: int
) -> None:
    """A fax is in the storage as PDF; who wants it by mail gets it."""
    ctx.session.add(
        FaxDocument(
            company_id=about.company,
            id=identifier,
            node=node,
            file=about.file,
            at=about.at,
            bytes=sealed.bytes,
            sha256=sealed.sha256,
            key_id=sealed.key_id,
            storage=storage,
            fax=about.object_id,
            call=about.call,
            pages=pages,
            number=about.number,
        )
    )
    received = FaxReceived(
        **occasion(ctx, about.company),
        file=identifier,
        call=about.call,
        began_at=about.at,
        bytes=sealed.bytes,
        number=about.number,
        pages=pages,
        fax=about.object_id,
    )
    publish(ctx, about.company, [received])
    fax = find_object(ctx, about.company, Fax, about.object_id)
    if fax is None:
        return
    company = ctx.session.get_one(Company, about.company)
    words, who = texts.FAX[company.language], texts.caller(company.language, about.number, about.name)
    write_mail(
        ctx,
        company.id,
        to=fax.email,
        subject=words.subject.format(caller=who),
        text=words.text.format(caller=who, fax=fax.name, when=texts.when(about.at, company.time_zone), pages=pages),
        about=f"fax/{identifier}",
        attachment=Attachment(storage, sealed.bytes, f"fax-{about.at:%Y%m%d-%H%M%S}.pdf", "application/pdf"),
    )


def delete_fax(ctx: Context, company_id: str, identifier: str) -> None:
    """Gone at once; its content is erased within a minute. Raises NotFound."""
    get_fax(ctx, company_id, identifier).deleted_at = ctx.clock()
    record_audit(ctx, company_id, f"Fax {identifier} deleted")
