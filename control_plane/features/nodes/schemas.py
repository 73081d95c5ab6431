"""Nodes as operators see them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.wishes import Wish


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

    envelope: Annotated[str, Field(max_length=64 * 1024 * 1024)]


class FactsAccepted(BaseModel):
    accepted: int


class Deliveries(BaseModel):
    envelopes: list[str]
    more: bool
