"""A team: several people behind one number."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tenants.model.custom import Customisable
from tenants.model.destination import Destination
from tenants.model.fields import MusicId, Name, ObjectId, RingSeconds, ShortNumber
from tenants.model.recording import RecordingPolicy


class TeamOrder(StrEnum):
    """Who of a team rings first."""

    ALL = "all"
    IN_ORDER = "in-order"
    RANDOM = "random"
    LEAST_RECENT = "least-recent"
    """Who has not talked for the longest time."""
    ROUND_ROBIN = "round-robin"
    """After the one who was rung last, remembered between calls."""


class Team(Customisable):
    """Rings its members and, when nobody takes the call, sends it to `overflow`."""

    id: ObjectId
    name: Name
    number: ShortNumber | None = None
    order: TeamOrder = TeamOrder.ALL
    members: Annotated[tuple[Destination, ...], Field(max_length=100)] = ()
    """Employees, and teams whose members ring as if they were named here."""
    ring_seconds: RingSeconds = 20
    """Altogether with ALL, else for each member."""
    rounds: Annotated[int, Field(ge=1, le=10)] = 1
    """Not with ALL: how often everybody gets a turn."""
    skip_busy: bool = True
    prefix: Annotated[str, Field(max_length=20)] = ""
    """Shown before the caller's name, such as `Sales: `."""
    music: MusicId | None = None
    """Hold music instead of the ringing tone."""
    overflow: Destination | None = None
    record: RecordingPolicy = RecordingPolicy.NEVER
