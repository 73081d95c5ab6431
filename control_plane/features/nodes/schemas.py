"""Nodes as operators see them."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from control_plane.core.wishes import Wish
from wire.envelope import Sealed


class NodeOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    sip_address: str
    last_seen: datetime | None
    heartbeat: dict[str, Any] | None


class NodeList(BaseModel):
    items: list[NodeOut]


class Report(Wish):
    """The body of everything a node sends: one signed envelope."""

    envelope: Sealed


class FactsAccepted(BaseModel):
    accepted: int


class Deliveries(BaseModel):
    envelopes: list[str]
    more: bool


class SwitchesTaken(BaseModel):
    taken: dict[str, int]
