"""Files between a node and the control plane: what a node keeps and sends, what it plays and fetches.

A file that a node made lies below `<node state>/recordings/<company>/`; beside it a sidecar `<file>.json` says what it
is. The sidecar is written last, by renaming: a file with a sidecar is complete.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from tenants.model.document import Document
from tenants.model.fields import FileHash, ObjectId
from tenants.model.told import Text

REPORT_HEADER = "Carillon-Report"
"""Of an upload: the envelope of an Upload, since the body is the file."""
FILE_MAX = 2 * 1024 * 1024 * 1024
"""Bytes: a day and a half of a call at 8 kHz and 16 bits."""
SOUND_MAX = 64 * 1024 * 1024
"""Bytes: an hour at 8 kHz and 16 bits, and room for the header."""
ORDERS_MAX = 500

FileName = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z_-]{0,99}\.(wav|tif|tiff)$")]
"""Without a folder; unique on its node for ever."""
MessageId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,99}$")]


class FileKind(StrEnum):
    RECORDING = "recording"
    """Of a call, both sides."""
    MESSAGE = "message"
    """Left in a mailbox; it stays on the node until somebody deletes it, because people listen by phone."""
    GREETING = "greeting"
    """Recorded by phone for a mailbox or menu: it becomes the object's greeting in the next version."""
    FAX = "fax"
    """TIFF, one picture a page."""


class KeptFile(Document):
    """The sidecar: what a file is. `call` is that of the facts, so that it finds its journey."""

    kind: FileKind
    company: ObjectId
    file: FileName
    call: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z:._/-]{0,100}$")] = ""
    at: AwareDatetime
    """When it began."""
    seconds: Annotated[float, Field(ge=0, le=200_000)] = 0.0
    object_kind: Text = ""
    """Of the object that wanted it: the mailbox, the employee whose calls are recorded, the fax."""
    object_id: Annotated[str, StringConstraints(pattern=r"^([0-9a-z][0-9a-z-]{0,63})?$")] = ""
    message: Annotated[str, StringConstraints(pattern=r"^([0-9A-Za-z][0-9A-Za-z._-]{0,99})?$")] = ""
    """A message's id in its mailbox."""
    number: Text = ""
    """Who called: for display, and hostile."""
    name: Text = ""


class Upload(Document):
    """What stands in the header `Carillon-Report` of an upload; the body is the file itself."""

    about: KeptFile
    sha256: FileHash
    bytes: Annotated[int, Field(ge=1, le=FILE_MAX)]


class UploadAnswer(Document):
    """`kept`: stored for good, now or earlier. Otherwise `reason`, and sending it again is useless."""

    kept: bool
    reason: Text = ""


class Fetch(Document):
    """A file that a company's document names: a sound, or a bundle of code. The answer's body is the file."""

    company: ObjectId
    file: FileHash


class MessageState(StrEnum):
    HEARD = "heard"
    GONE = "gone"


class MessageNews(Document):
    """A mailbox message was listened to or deleted. Harmless when told twice; `gone` is the last word."""

    company: ObjectId
    mailbox: ObjectId
    message: MessageId
    state: MessageState


class MailboxReport(Document):
    """From a node: what happened by phone, and which orders of the last answer were carried out."""

    news: Annotated[tuple[MessageNews, ...], Field(max_length=ORDERS_MAX)] = ()
    done: Annotated[tuple[MessageNews, ...], Field(max_length=ORDERS_MAX)] = ()


class MailboxOrders(Document):
    """What happened in the portal: the node's messages and lamps follow. Repeated until the node says `done`."""

    orders: Annotated[tuple[MessageNews, ...], Field(max_length=ORDERS_MAX)] = ()
