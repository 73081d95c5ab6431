"""What a conversation was, once it is over."""

from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime, Field

from tenants.extend.events.event import Event
from tenants.model.fields import ObjectId

_CALL: dict[str, Any] = {
    "journey": "6f0c2a54-1a49-5d0e-9f3a-0a9a8f3f7d11",
    "direction": "incoming",
    "result": "answered",
    "started_at": "2026-11-23T08:58:10Z",
    "answered_at": "2026-11-23T08:58:19Z",
    "ended_at": "2026-11-23T09:00:00Z",
    "caller_number": "+79161234567",
    "caller_name": "Mila",
    "caller_employee": None,
    "dialled": "+74951230001",
    "callee_name": "Anna Ivanova",
    "callee_employee": "0199c5a0-7d1e-7c3b-9a51-2f0b8f6f1d44",
    "waiting_seconds": 9.0,
    "talking_seconds": 101.0,
    "label": "",
}


class CallEvent(Event):
    """A conversation as a person would tell it, whatever transfers happened (see journeys in the API)."""

    journey: str
    """The conversation's id in the API."""
    direction: str
    """`internal`, `incoming` or `outgoing`."""
    result: str
    """How it ended for the caller: `answered`, `abandoned`, `busy`, …"""
    started_at: AwareDatetime
    answered_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    caller_number: str
    """Whatever the caller claims to be: for display, and hostile."""
    caller_name: str
    caller_employee: ObjectId | None
    dialled: str
    callee_name: str
    """Who talked with the caller last."""
    callee_employee: ObjectId | None
    waiting_seconds: Annotated[float, Field(ge=0)]
    talking_seconds: Annotated[float, Field(ge=0)]
    label: str


class CallEnded(CallEvent):
    """A conversation is complete, answered or not. Told once, when the node's facts make it complete."""

    topic: ClassVar[str] = "call.ended"
    sample: ClassVar[dict[str, Any]] = _CALL


class CallMissed(CallEvent):
    """Nobody took a call to the company or to a colleague. `call.ended` tells of it, too."""

    topic: ClassVar[str] = "call.missed"
    sample: ClassVar[dict[str, Any]] = _CALL | {
        "result": "abandoned",
        "answered_at": None,
        "talking_seconds": 0.0,
        "callee_name": "",
        "callee_employee": None,
    }
