"""Values that several kinds of objects hold. Generated from the API's description by `make client`; do not
edit.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

from carillon_client.values import Value

AckState: TypeAlias = Literal["live", "refused"]


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


Presence: TypeAlias = Literal["available", "away", "meeting", "lunch", "holiday"]
"""What colleagues see; of these only do not disturb changes where calls go."""


RecordingPolicy: TypeAlias = Literal["never", "on-demand", "outside", "always", "denied"]
"""Of a number, an employee, a team or a waiting line. The strictest wins: DENIED over ALWAYS over ON_DEMAND."""


RingOrder: TypeAlias = Literal["all", "in-order"]
"""How several phones of one person ring."""


Role: TypeAlias = Literal[
    "operator",
    "operator-support",
    "operator-reader",
    "reseller",
    "reseller-sales",
    "reseller-support",
    "owner",
    "manager",
    "supervisor",
    "employee",
    "developer",
]
"""The value is what is stored; the first of each house administers it and gives the others."""


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


class DraftItem(Value):
    """DraftItem"""

    kind: Kind
    """Kind"""
    data: dict[str, Any]
    """Data"""


class DraftValue(Value):
    """A whole company, as getDocument gives it and document-schema describes it. Nothing of it is stored."""

    items: list[DraftItem]
    """Items"""


class FailureOut(Value):
    """How the company's own code failed; the originals tell the story instead, as they would serve the call."""

    text: str
    """Text"""
    trace: list[str]
    """The last lines of the traceback, for those who may ship code"""


class FieldDifferenceOut(Value):
    """One field in words; of secrets only that they differ."""

    name: str
    """Name"""
    label: str
    """Label"""
    before: str
    """In words; empty for what was added"""
    after: str
    """After"""
    words: str
    """Words"""


class FindingOut(Value):
    """FindingOut"""

    code: str
    """Code"""
    where: str
    """Part and object, and the field in it"""
    text: str
    """What is wrong, and what to do"""
    severity: Literal["error", "warning"]
    """Severity"""


class JobOut(Value):
    """JobOut"""

    id: str
    """Id"""
    work: Literal["export", "check", "import", "clone", "template", "build"]
    """Work"""
    state: Literal["waiting", "working", "done", "refused", "failed", "uploaded"]
    """State"""
    company: str
    """Company"""
    by: str
    """By"""
    created_at: datetime
    """Created at"""
    expires_at: datetime
    """Then the work and its file are forgotten"""
    step: str
    """Step"""
    done: int
    """Done"""
    total: int
    """Total"""
    problem: str
    """Problem"""
    findings: list[FindingOut]
    """Findings"""
    outcome: dict[str, Any]
    """What has come of it, such as company, version and counts"""
    bytes: int
    """Bytes"""
    sha256: str
    """Sha256"""


class LinkOut(Value):
    """An address that a browser or player can open without a token, for a quarter of an hour."""

    url: str
    """Url"""
    expires_at: datetime
    """Expires at"""


class NewPerson(Value):
    """NewPerson"""

    login: str
    """What they sign in with"""
    name: str
    """Name. 1 to 100 characters."""
    role: Role
    """Role"""
    password: str | None = None
    """null: the person is invited and chooses one. 12 to 200 characters."""
    employee_id: str | None = None
    """The employee they are; supervisors and employees of a company need one"""


class NewPlace(Value):
    """Where a company comes to, and what becomes of what it cannot have there."""

    company: str
    """Readable name in addresses: lower-case letters, digits and hyphens"""
    name: str | None = None
    """null: as it was. 1 to 100 characters."""
    numbers: dict[str, str] | None = None
    """New public numbers by the ones in the archive"""
    leave_out_taken: bool = False
    """Leave out numbers that somebody has, and shared lines that are not to be had here. Default: False."""
    leave_out: list[Kind] | None = None
    """Kinds of object that stay behind, and all that cannot be without them. At most 30 of them."""
    without_customisation: bool = False
    """Leave the customisation and its extra fields out. Default: False."""


class ObjectDifferenceOut(Value):
    """ObjectDifferenceOut"""

    kind: Kind
    """Kind"""
    id: str
    """Id"""
    name: str
    """Name"""
    done: Literal["added", "changed", "removed"]
    """Done"""
    words: str
    """Words"""
    fields: list[FieldDifferenceOut]
    """Fields"""


class ObstacleOut(Value):
    """ObstacleOut"""

    field: str
    """`kind/id`, or `kind/id: field`"""
    code: str
    """Code"""
    message: str
    """Message"""


class PersonChange(Value):
    """What is left out stays as it is."""

    name: str | None = None
    """Name. 1 to 100 characters."""
    role: Role | None = None
    """Role"""
    employee_id: str | None = None
    """The employee they are; supervisors and employees of a company need one"""


class PersonOut(Value):
    """PersonOut"""

    id: str
    """Id"""
    login: str
    """Login"""
    name: str
    """Name"""
    role: Role
    """Role"""
    employee_id: str | None
    """Employee id"""
    pending: bool
    """Invited, and has not chosen a password yet"""


class PersonPage(Value):
    """PersonPage"""

    items: list[PersonOut]
    """Items"""
    next_cursor: str | None
    """Next cursor"""


class Prompt(Value):
    """Exactly one of `sound` and `text`; `spoken` is the file the voice made of `text`, when it is ready."""

    sound: str | None = None
    """Sound"""
    text: str | None = None
    """Text. 1 to 2000 characters."""
    spoken: str | None = None
    """Spoken"""


class SimulationOut(Value):
    """What would happen."""

    company: str
    """Company"""
    version: int
    """0: of the draft"""
    time_zone: str
    """Time zone"""
    at: datetime
    """At"""
    result: str
    """How it ends for the caller"""
    result_words: str
    """Result words"""
    rang: list[str]
    """Whose phones rang, in order, by number"""
    assumed: list[str]
    """Of these the question did not say what they do: they answer"""
    steps: list[TraceStep]
    """Steps"""
    failure: FailureOut | None
    """null: no code of the company's own failed"""


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
