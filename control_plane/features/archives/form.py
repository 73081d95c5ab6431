"""The form of an archive: a ZIP of plain, uncompressed parts, and a manifest that names each with size and hash.

Uncompressed on purpose: what is unpacked cannot grow, and the same company gives the same bytes.
"""

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tenants.model import Kind
from tenants.model.fields import FileHash, ObjectId

FORMAT: Final = 1
MANIFEST: Final = "carillon.json"
DOCUMENT: Final = "document.json"
SOUNDS: Final = "sounds.json"
SECRETS: Final = "secrets.json"
KEPT: Final = {"recording": "recordings.json", "message": "messages.json", "fax": "faxes.json"}
"""By kind of file; the files themselves lie in the folder of the same name."""
HISTORY: Final = ("history/versions.jsonl", "history/audit.jsonl", "history/journeys.jsonl")

UPLOAD_MAX: Final = 4 * 1024 * 1024 * 1024
ENTRIES_MAX: Final = 200_000
DIRECTORY_MAX: Final = 64 * 1024 * 1024
"""Bytes of the ZIP's own list of its entries."""
JSON_MAX: Final = 256 * 1024 * 1024
MANIFEST_MAX: Final = 64 * 1024 * 1024
DEPTH_MAX: Final = 32
"""Of brackets in each other, in any part that is JSON."""
NAME: Final = re.compile(
    r"carillon\.json|document\.json|sounds\.json|secrets\.json|recordings\.json|messages\.json|faxes\.json"
    r"|history/(versions|audit|journeys)\.jsonl|sounds/[0-9a-f]{64}\.wav"
    r"|(recordings|messages)/[0-9a-z][0-9a-z-]{0,63}\.wav|faxes/[0-9a-z][0-9a-z-]{0,63}\.pdf"
)
"""All names that there are: nothing of an archive can lead out of it."""


class Strict(BaseModel):
    """Unknown fields are refused: a later format has another number."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Listed(Strict):
    name: Annotated[str, StringConstraints(max_length=120)]
    bytes: Annotated[int, Field(ge=0, le=UPLOAD_MAX)]
    sha256: FileHash


class Manifest(Strict):
    """What is in, and where it comes from; `fingerprint` is the same for the same company under other ids."""

    format: Literal[1]
    company: ObjectId
    name: Annotated[str, StringConstraints(max_length=200)]
    version: Annotated[int, Field(ge=1)]
    state_hash: FileHash
    fingerprint: FileHash
    made_by: Annotated[str, StringConstraints(max_length=200)]
    release: Annotated[str, StringConstraints(max_length=100)]
    parts: list[Listed]


class Pin(Strict):
    """An object that has a PIN; what it is stands in the secrets alone."""

    kind: Kind
    id: ObjectId
    field: Literal["pin", "host_pin"]


class DocumentItem(Strict):
    kind: Kind
    data: dict[str, Any]


class Document(Strict):
    """`items` as the API's document has them, sorted by kind and id."""

    company: ObjectId
    items: list[DocumentItem]
    pins: list[Pin] = []


class SoundEntry(Strict):
    hash: FileHash
    bytes: Annotated[int, Field(ge=0)]
    seconds: Annotated[float, Field(ge=0, le=4000)]
    said: FileHash | None = None


class Secrets(Strict):
    """Passwords by object id; PINs as digests, which are good only while company and object keep their ids."""

    phones: dict[str, str] = {}
    lines: dict[str, str] = {}
    pins: dict[str, str] = {}
    """By `kind/id/field`."""
