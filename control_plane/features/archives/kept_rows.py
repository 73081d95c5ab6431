"""Recordings, messages and faxes as an archive lists them."""

from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from control_plane.features.archives.form import UPLOAD_MAX, Strict
from control_plane.features.faxes.models import FaxDocument
from control_plane.features.messages.models import Message
from control_plane.features.recordings.models import Recording
from tenants.model.fields import FileHash, ObjectId

Kept = Recording | Message | FaxDocument
TABLES: Final[dict[str, type[Any]]] = {"recording": Recording, "message": Message, "fax": FaxDocument}
FOLDERS: Final = {"recording": "recordings", "message": "messages", "fax": "faxes"}
Text = Annotated[str, StringConstraints(max_length=400)]


class KeptRow(Strict):
    """One file with what is known of it; fields that a kind does not have keep their defaults."""

    kind: Literal["recording", "message", "fax"]
    id: ObjectId
    node: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z._-]{1,64}$")]
    file: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,120}$")]
    at: AwareDatetime
    bytes: Annotated[int, Field(ge=0, le=UPLOAD_MAX)]
    sha256: FileHash
    call: Text = ""
    seconds: Annotated[float, Field(ge=0, le=200_000)] = 0.0
    number: Text = ""
    name: Text = ""
    object_kind: Text = ""
    object_id: Text = ""
    """The mailbox of a message, the fax of a fax, or whose calls are recorded."""
    message: Text = ""
    heard_at: AwareDatetime | None = None
    pages: Annotated[int, Field(ge=0, le=10_000)] = 0
    legal_hold: bool = False


def file_name(row: KeptRow) -> str:
    """In the archive."""
    return f"{FOLDERS[row.kind]}/{row.id}.{'pdf' if row.kind == 'fax' else 'wav'}"


def row_of(kind: str, row: Any) -> KeptRow:
    same = {name: getattr(row, name) for name in ("id", "node", "file", "at", "bytes", "sha256", "call", "number")}
    match row:
        case Recording():
            own = {name: getattr(row, name) for name in ("seconds", "name", "object_kind", "object_id", "legal_hold")}
        case Message():
            own = {name: getattr(row, name) for name in ("seconds", "name", "message", "heard_at")}
            own |= {"object_kind": "mailbox", "object_id": row.mailbox}
        case _:
            own = {"pages": row.pages, "object_kind": "fax", "object_id": row.fax}
    return KeptRow.model_validate({"kind": kind, **same, **own})


def columns_of(row: KeptRow) -> dict[str, Any]:
    """What a row of the kind's own table has, but for company and storage."""
    said = row.model_dump(include={"id", "node", "file", "at", "bytes", "sha256", "call", "number"})
    match row.kind:
        case "recording":
            return said | row.model_dump(include={"seconds", "name", "object_kind", "object_id", "legal_hold"})
        case "message":
            own = row.model_dump(include={"seconds", "name", "message", "heard_at"})
            return said | own | {"mailbox": row.object_id, "due": None}
        case _:
            return said | {"pages": row.pages, "fax": row.object_id}
