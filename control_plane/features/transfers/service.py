"""Taking in files that nodes made: checked against what the node signed, encrypted, stored, then noted.

A file that comes twice is noted once. What can never be taken is answered as such, so that a node does not send it for
ever; everything else is an error, and the node tries again.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import exists, select

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.vault import vault_of
from control_plane.features.faxes.models import FaxDocument
from control_plane.features.faxes.service import NoFax, add_fax, as_pdf
from control_plane.features.messages.models import Message
from control_plane.features.messages.service import add_message
from control_plane.features.nodes.models import Placement
from control_plane.features.recordings.models import Recording
from control_plane.features.recordings.service import add_recording
from control_plane.features.sounds.decode import NoSound, decoded
from control_plane.features.sounds.greetings import add_greeting
from control_plane.features.transfers.bodies import as_signed, spooled
from control_plane.features.versions.models import Delivery
from wire.files import FileKind, KeptFile, Upload, UploadAnswer

PDF_MAX: Final = 100 * 1024 * 1024
_TABLES: Final[dict[FileKind, type[Recording | Message | FaxDocument]]] = {
    FileKind.RECORDING: Recording,
    FileKind.MESSAGE: Message,
    FileKind.FAX: FaxDocument,
}


def serves(ctx: Context, node: str, company_id: str) -> bool:
    """Whether the node serves the company, or has served it: its files may come after the company has moved."""
    placed = exists().where(Placement.company_id == company_id, Placement.node_id == node)
    had = exists().where(Delivery.company_id == company_id, Delivery.node_id == node)
    return bool(ctx.session.scalar(select(placed | had)))


def is_placed(ctx: Context, node: str, company_id: str) -> bool:
    """Whether the node serves the company now."""
    return bool(
        ctx.session.scalar(select(exists().where(Placement.company_id == company_id, Placement.node_id == node)))
    )


def take(ctx: Context, node: str, upload: Upload, body: Iterable[bytes]) -> UploadAnswer:
    """Raises NotAsSigned (also for a body that ends early), StorageAway."""
    about = upload.about
    if not serves(ctx, node, about.company):
        return UploadAnswer(kept=False, reason="this node does not serve the company")
    if _is_known(ctx, node, about):
        return UploadAnswer(kept=True)
    # An upload may take minutes, which is too long to hold a connection of the database.
    ctx.session.rollback()
    try:
        match about.kind:
            case FileKind.FAX:
                _take_fax(ctx, node, upload, body)
            case FileKind.GREETING:
                _take_greeting(ctx, node, upload, body)
            case _:
                _take_sound(ctx, node, upload, body)
    except (NoFax, NoSound) as refusal:
        return UploadAnswer(kept=False, reason=refusal.detail)
    return UploadAnswer(kept=True)


def _take_sound(ctx: Context, node: str, upload: Upload, body: Iterable[bytes]) -> None:
    about, identifier = upload.about, new_id()
    storage = f"kept/{about.company}/{about.kind}/{identifier}"
    vault = vault_of(ctx.settings)
    with vault.seal(as_signed(upload, body), about.company, most=upload.bytes) as sealed:
        vault.put(storage, sealed)
    if _is_known(ctx, node, about):
        return
    add = add_recording if about.kind is FileKind.RECORDING else add_message
    add(ctx, node, about, sealed, storage, identifier)


def _take_fax(ctx: Context, node: str, upload: Upload, body: Iterable[bytes]) -> None:
    about, identifier = upload.about, new_id()
    storage = f"kept/{about.company}/{about.kind}/{identifier}"
    vault = vault_of(ctx.settings)
    with as_pdf(as_signed(upload, body)) as pdf, vault.seal(pdf.chunks(), about.company, most=PDF_MAX) as sealed:
        vault.put(storage, sealed)
        pages = pdf.pages
    if not _is_known(ctx, node, about):
        add_fax(ctx, node, about, sealed, storage, identifier, pages)


def _take_greeting(ctx: Context, node: str, upload: Upload, body: Iterable[bytes]) -> None:
    with spooled(as_signed(upload, body)) as path, decoded(path) as sound:
        add_greeting(ctx, node, upload.about, sound)


def _is_known(ctx: Context, node: str, about: KeptFile) -> bool:
    table = _TABLES.get(about.kind)
    if table is None:
        return False
    wanted = (table.company_id == about.company, table.node == node, table.file == about.file)
    return ctx.session.scalar(select(table.id).where(*wanted)) is not None
