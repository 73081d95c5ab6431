"""What a node tells the control plane: acknowledgements, heartbeats, and what it holds when it pulls."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from tenants.model.document import Document
from tenants.model.fields import ObjectId
from wire.envelope import Sealed
from wire.operations import StateHash


class ReportOp(StrEnum):
    """Operations from a node to the control plane (`aud` is `control-plane`): the complete list."""

    ACKNOWLEDGEMENTS = "acks"
    FACTS = "facts"
    HEARTBEAT = "heartbeat"
    PULL = "pull"


REPORT_OPERATIONS: frozenset[str] = frozenset(ReportOp)


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
    reason: Annotated[str, StringConstraints(max_length=500)] = ""


class Acknowledgements(Document):
    acknowledgements: tuple[Acknowledgement, ...]


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
