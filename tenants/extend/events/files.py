"""What callers leave behind: recordings, messages, faxes. The content is fetched from the API."""

from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime, Field

from tenants.extend.events.event import Event

_FILE: dict[str, Any] = {
    "file": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d77",
    "call": "n1:1764400000.12",
    "began_at": "2026-11-23T08:58:19Z",
    "bytes": 1_616_044,
    "number": "+79161234567",
}


class FileEvent(Event):
    """A file that a call made is in the storage, encrypted."""

    file: str
    """Its id in the API's list of recordings, messages or faxes."""
    call: str
    """The call it belongs to, as journeys name it; empty: none."""
    began_at: AwareDatetime
    bytes: Annotated[int, Field(ge=0)]
    number: str
    """The other side's, as shown: for display, and hostile."""


class RecordingReady(FileEvent):
    """A call's recording can be listened to."""

    topic: ClassVar[str] = "recording.ready"
    sample: ClassVar[dict[str, Any]] = _FILE | {
        "seconds": 101.0,
        "name": "Mila",
        "object_kind": "employee",
        "object_id": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d44",
    }

    seconds: Annotated[float, Field(ge=0)]
    name: str
    object_kind: str
    """Of what wanted the recording."""
    object_id: str


class MessageLeft(FileEvent):
    """A caller left a message in a mailbox."""

    topic: ClassVar[str] = "message.left"
    sample: ClassVar[dict[str, Any]] = _FILE | {
        "seconds": 12.0,
        "name": "Mila",
        "mailbox": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d55",
    }

    seconds: Annotated[float, Field(ge=0)]
    name: str
    mailbox: str


class FaxReceived(FileEvent):
    """A fax came in and can be read as PDF."""

    topic: ClassVar[str] = "fax.received"
    sample: ClassVar[dict[str, Any]] = _FILE | {"pages": 2, "fax": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d66"}

    pages: Annotated[int, Field(ge=0)]
    fax: str
    """The fax of the company's document that took it."""
