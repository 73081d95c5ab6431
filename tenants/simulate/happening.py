"""What a bystander of a scripted call would write down, with times: the raw material of its story."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from tenants.calls.decision import Decision
from tenants.calls.outcome import Reason
from tenants.calls.words import Word


class What(StrEnum):
    DIALS = "dials"
    """`text`: what was dialled."""
    DECIDES = "decides"
    RINGS = "rings"
    """`who`, for at most `seconds`."""
    TAKES = "takes"
    """`text` took the call."""
    NOBODY = "nobody"
    """Nobody of those who rang took the call; `reason`."""
    HEARS = "hears"
    PRESSES = "presses"
    """`text`: the digits."""
    SILENT = "silent"
    """Asked for digits, and none came for `seconds`."""
    IN_LINE = "in-line"
    """Waited in the waiting line `text` for `seconds`; `reason`: how that ended."""
    WAITS = "waits"
    """Hears music for `seconds`."""
    MEETS = "meets"
    PARKED = "parked"
    JOINS = "joins"
    """`text`: the phone whose call the caller joined or took."""
    PAGES = "pages"
    ECHO = "echo"
    FAX = "fax"
    SPEAKS = "speaks"
    """Is recorded for `seconds`."""
    RECORDING = "recording"
    RECORDING_STOPS = "recording-stops"
    ASKS_SERVICE = "asks-service"
    """`text`: the URL."""
    LEAVES = "leaves"
    """The caller hangs up."""
    ENDS = "ends"
    """The call is ended for `reason`."""


class Rung(NamedTuple):
    """Somebody whose phone rang."""

    name: str
    number: str
    """Short number, or number outside."""
    phone: str = ""
    """What the phone is called; empty: outside."""
    after: int = 0
    """Seconds before it began to ring."""


class Happening(NamedTuple):
    """One moment of a call; which fields say something depends on `what`."""

    at: datetime
    what: What
    text: str = ""
    seconds: float = 0.0
    reason: Reason | None = None
    who: tuple[Rung, ...] = ()
    words: tuple[Word, ...] = ()
    decision: Decision | None = None
