"""All changes, newest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

from carillon_client.lists import Listing
from carillon_client.things import Thing
from carillon_client.values import Value
from carillon_client.waiting import LiveVersions

AckState: TypeAlias = Literal["live", "refused"]


class DeliveryOut(Value):
    """DeliveryOut"""

    node: str
    """Node"""
    state: AckState | None
    """State"""
    live_at: datetime | None
    """Live at"""
    seconds: float | None
    """From the change to the first call that sees it"""
    reason: str
    """Reason"""


class Version(Thing):
    """All changes, newest first."""

    _FIELDS = ("number", "at", "author", "summary", "state", "seconds", "deliveries", "puts", "removes", "state_hash")
    _KEY = "number"

    number: int
    """Number"""
    at: datetime
    """At"""
    author: str
    """Author"""
    summary: str
    """Summary"""
    state: Literal["live", "publishing", "refused"]
    """live: in force on every node"""
    seconds: float | None
    """Until the last node; null while publishing"""
    deliveries: list[DeliveryOut]
    """Deliveries"""
    puts: list[dict[str, Any]]
    """Puts"""
    removes: list[dict[str, Any]]
    """Removes"""
    state_hash: str
    """State hash"""


class Versions(LiveVersions[Version], Listing[Version]):
    """All changes, newest first."""

    _THING = Version
    _PATH = "versions"
