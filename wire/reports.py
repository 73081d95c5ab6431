"""What a node tells the control plane: acknowledgements, heartbeats, switches, and what it holds when it pulls."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, JsonValue, StringConstraints, model_validator

from tenants.calls.memory import SHARED, Topic
from tenants.model.document import Document
from tenants.model.fields import ObjectId
from wire.envelope import Sealed
from wire.operations import StateHash


class ReportOp(StrEnum):
    """Operations from a node to the control plane (`aud` is `control-plane`): the complete list."""

    ACKNOWLEDGEMENTS = "acks"
    BUNDLE = "bundle"
    """Answered with the file itself."""
    FACTS = "facts"
    FILE = "file"
    """A file that the node made; the envelope stands in a header, the body is the file (see wire.files)."""
    HEARTBEAT = "heartbeat"
    MAILBOXES = "mailboxes"
    PULL = "pull"
    SOUND = "sound"
    """Answered with the file itself."""
    SWITCHES = "switches"


REPORT_OPERATIONS: frozenset[str] = frozenset(ReportOp)


REASON_MAX = 500


class AckState(StrEnum):
    LIVE = "live"
    """Stored, written, read back: the next call sees it."""
    REFUSED = "refused"
    """Not applied; `reason` says why and the node still serves its last good version."""


class Acknowledgement(Document):
    company: ObjectId
    version: Annotated[int, Field(ge=1)]
    state_hash: StateHash
    state: AckState
    live_at: AwareDatetime
    call_logic: bool = True
    """False: the call logic was down; it loads this version when it starts, until then the fallback serves it."""
    reason: Annotated[str, StringConstraints(max_length=REASON_MAX)] = ""


class Acknowledgements(Document):
    acknowledgements: tuple[Acknowledgement, ...]


class LineState(StrEnum):
    """How a provider line is, as the node sees it."""

    UP = "up"
    """The provider answers, and has taken our registration where one is wanted."""
    REGISTERING = "registering"
    REFUSED = "refused"
    """The provider answers and does not want our registration: user name or password are wrong."""
    SILENT = "silent"
    """The provider does not answer."""


class Heartbeat(Document):
    """The node's health, sent every 10 s."""

    at: datetime
    agent_version: str
    asterisk_up: bool
    call_logic_up: bool
    calls: Annotated[int, Field(ge=0)]
    contacts: Annotated[int, Field(ge=0)]
    """Registered phones."""
    facts_waiting: Annotated[int, Field(ge=0)]
    lines: dict[ObjectId, LineState] = Field(default_factory=dict)
    """By line. One that is missing has not answered since the engine started: of those it does not speak."""


class Held(Document):
    version: Annotated[int, Field(ge=1)]
    state_hash: StateHash


class Pull(Document):
    """Which companies the node holds, by company id."""

    held: dict[str, Held]


class PullAnswer(Document):
    """Envelopes to be treated like deliveries. At most `limit` documents a time; `more` asks to pull again at once."""

    envelopes: tuple[Sealed, ...]
    more: bool = False


SWITCHES_MAX = 200


class Switch(Document):
    """Something of the company that was changed by phone, and is in force on this node already.

    `value` is that of the topic (see tenants.calls.memory.Topic); None: as it was before anybody touched it.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z:._/-]{1,120}$")]
    """The same however often it is sent."""
    company: ObjectId
    topic: Topic
    object_id: ObjectId
    value: JsonValue
    at: AwareDatetime
    by: ObjectId | None = None
    """The employee whose phone it was; None: somebody else's, or nobody's."""

    @model_validator(mode="after")
    def _of_the_company(self) -> Self:
        if self.topic not in SHARED:
            raise ValueError(f"{self.topic} stays on the node")
        return self


class Switches(Document):
    """In the order in which they were turned; later ones of the same object and topic win."""

    switches: Annotated[tuple[Switch, ...], Field(max_length=SWITCHES_MAX)]


class SwitchesAnswer(Document):
    """`taken`: switch id → the first version of the company that knows of it, be it that nothing had to be changed.

    What is missing was not taken yet and is sent again. The node's own value gives way to that version.
    """

    taken: dict[str, Annotated[int, Field(ge=1)]]
