"""What nodes refuse or have not taken, of all companies. Generated from the API's description by `make
client`; do not edit.
"""

from __future__ import annotations

from datetime import datetime

from carillon_client.generated.values import AckState
from carillon_client.lists import Listing
from carillon_client.things import Thing


class Waiting(Thing):
    """A version that a node refuses, or has not taken for half a minute."""

    _FIELDS = (
        "node",
        "state",
        "live_at",
        "seconds",
        "reason",
        "attempts",
        "next_try_at",
        "alarmed_at",
        "company",
        "version",
        "at",
    )
    _KEY = "node"

    node: str
    """Node"""
    state: AckState | None
    """State"""
    live_at: datetime | None
    """Live at"""
    seconds: float | None
    """From the change to the first call that sees it"""
    reason: str
    """Why the node refuses it"""
    attempts: int
    """How often it was sent since the newest change"""
    next_try_at: datetime | None
    """When it is sent again; null when the node has it"""
    alarmed_at: datetime | None
    """When the operator was told that the node lags"""
    company: str
    """Company"""
    version: int
    """Version"""
    at: datetime
    """Of the change"""


class WaitingList(Listing[Waiting]):
    """What nodes refuse or have not taken, of all companies."""

    _THING = Waiting
    _PATH = "waiting"
    _PAGED = False
    _ONE = False
