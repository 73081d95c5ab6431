"""Telephony nodes and their health. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from carillon_client.lists import Listing
from carillon_client.things import Thing


class Node(Thing):
    """Telephony nodes and their health."""

    _FIELDS = ("id", "sip_address", "last_seen", "heartbeat")
    _KEY = "id"

    id: str
    """Id"""
    sip_address: str
    """Sip address"""
    last_seen: datetime | None
    """Last seen"""
    heartbeat: dict[str, Any] | None
    """Heartbeat"""


class Nodes(Listing[Node]):
    """Telephony nodes and their health."""

    _THING = Node
    _PATH = "nodes"
    _PAGED = False
