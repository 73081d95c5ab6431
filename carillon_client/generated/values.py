"""Values that several kinds of objects hold. Generated from the API's description by `make client`; do not
edit.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

from carillon_client.values import Value

CallType: TypeAlias = Literal["local", "national", "mobile", "toll-free", "international", "premium"]
"""What kind of number is called, as the numbering plan tells; premium is premium rate and shared cost."""


DestinationKind: TypeAlias = Literal[
    "employee",
    "team",
    "waiting-line",
    "menu",
    "flow",
    "mailbox",
    "room",
    "paging",
    "parking",
    "fax",
    "schedule",
    "directory",
    "outside",
    "hang-up",
]
"""The kinds of object that can take a call; the values are those of `Kind`, and `outside`."""


Kind: TypeAlias = Literal[
    "profile",
    "employee",
    "phone",
    "number",
    "line",
    "team",
    "waiting-line",
    "menu",
    "flow",
    "schedule",
    "mailbox",
    "room",
    "parking",
    "paging",
    "fax",
    "contact",
    "caller-rule",
    "route",
    "rate-table",
    "permission",
    "short-code",
    "sound",
    "music",
]
"""The kinds of object in a document; the value is also the wire's word for it."""


RecordingPolicy: TypeAlias = Literal["never", "on-demand", "outside", "always", "denied"]
"""Of a number, an employee, a team or a waiting line. The strictest wins: DENIED over ALWAYS over ON_DEMAND."""


Treatment: TypeAlias = Literal["allow", "block", "send"]
"""What happens to a caller."""


class ChangeOut(Value):
    """In the answer to every change: the version it became, and what to look at in it."""

    version: int
    """Version"""
    state: Literal["publishing"] = "publishing"
    """Ask versions/{version} until it says live"""
    warnings: list[WarningOut]
    """The change is accepted all the same"""


class Destination(Value):
    """`{"kind": "employee", "id": "…"}`, or `{"kind": "outside", "number": "+7…"}`."""

    kind: DestinationKind
    """Kind"""
    id: str | None = None
    """Id"""
    number: str | None = None
    """Number"""


class Draft(Value):
    """A whole company, as getDocument gives it and document-schema describes it. Nothing of it is stored."""

    items: list[DraftItem]
    """Items"""


class DraftItem(Value):
    """DraftItem"""

    kind: Kind
    """Kind"""
    data: dict[str, Any]
    """Data"""


class FailureOut(Value):
    """How the company's own code failed; the originals tell the story instead, as they would serve the call."""

    text: str
    """Text"""
    trace: list[str]
    """The last lines of the traceback, for those who may ship code"""


class LinkOut(Value):
    """An address that a browser or player can open without a token, for a quarter of an hour."""

    url: str
    """Url"""
    expires_at: datetime
    """Expires at"""


class Prompt(Value):
    """Exactly one of `sound` and `text`; `spoken` is the file the voice made of `text`, when it is ready."""

    sound: str | None = None
    """Sound"""
    text: str | None = None
    """Text. 1 to 2000 characters."""
    spoken: str | None = None
    """Spoken"""


class TraceStep(Value):
    """One moment of a call."""

    at: datetime
    """At"""
    what: str
    """`decides`, or what happened: `rings`, `takes`, `hears`, `presses`, …"""
    words: str
    """For people; empty where another step says it already"""
    rule: str = ""
    """Of a decision, like the four after it"""
    object_kind: str = ""
    """Object kind"""
    object_id: str = ""
    """Object id"""
    result: str = ""
    """Result"""
    text: str = ""
    """Text"""


class WarningOut(Value):
    """WarningOut"""

    code: str
    """Stable, for programs"""
    object: str
    """Kind and id"""
    text: str
    """What to look at, and why"""
