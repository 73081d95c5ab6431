"""A waiting line (queue): callers wait in turn for the next free agent."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from tenants.model.custom import Customisable
from tenants.model.destination import Destination
from tenants.model.document import Document
from tenants.model.fields import EmployeeId, MusicId, Name, ObjectId, RingSeconds, Seconds, ShortNumber, SoundId
from tenants.model.recording import RecordingPolicy

Skill = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class LineStrategy(StrEnum):
    """Whom the next caller gets."""

    RING_ALL = "ring-all"
    LONGEST_IDLE = "longest-idle"
    FEWEST_CALLS = "fewest-calls"
    RANDOM = "random"
    ROUND_ROBIN = "round-robin"
    IN_ORDER = "in-order"


class Agent(Document):
    """An employee who takes calls of a waiting line."""

    employee: EmployeeId
    penalty: Annotated[int, Field(ge=0, le=20)] = 0
    """Agents with a higher penalty get a call only when all with a lower one are taken."""
    skills: Annotated[tuple[Skill, ...], Field(max_length=20)] = ()
    always: bool = False
    """True: takes calls at all times. False: logs in and out, by short code or in the portal."""


class ExitChoice(Document):
    """A digit by which a waiting caller leaves the line."""

    digit: Annotated[str, StringConstraints(pattern=r"^[0-9*#]$")]
    destination: Destination


class WaitingLine(Customisable):
    id: ObjectId
    name: Name
    number: ShortNumber | None = None
    strategy: LineStrategy = LineStrategy.LONGEST_IDLE
    agents: Annotated[tuple[Agent, ...], Field(max_length=500)] = ()
    skill: Skill | None = None
    """Only agents with this skill get these calls."""
    ring_seconds: RingSeconds = 15
    wrap_up_seconds: Seconds = 0
    priority: Annotated[int, Field(ge=0, le=100)] = 0
    """Callers of a line with a higher priority come first at agents who serve several."""
    greeting: SoundId | None = None
    """A sound, played once before the wait."""
    music: MusicId | None = None
    announce_position: bool = False
    announce_wait: bool = False
    announce_every: Annotated[int, Field(ge=15, le=600)] = 60
    periodic: SoundId | None = None
    """A sound that is played every `periodic_every` seconds, such as "please stay on the line"."""
    periodic_every: Annotated[int, Field(ge=15, le=600)] = 60
    length_max: Annotated[int, Field(ge=0, le=1000)] = 0
    """Waiting callers at once; 0: no limit."""
    wait_max: Seconds = 0
    """0: no limit."""
    join_without_agents: bool = False
    exits: Annotated[tuple[ExitChoice, ...], Field(max_length=12)] = ()
    callback_digit: Annotated[str, StringConstraints(pattern=r"^[0-9*#]$")] | None = None
    """Pressing it, a caller hangs up and is called back when it would be their turn."""
    overflow: Destination | None = None
    """When the line is full, nobody is logged in, or `wait_max` is over."""
    service_level_seconds: Annotated[int, Field(ge=1, le=3600)] = 20
    service_level_percent: Annotated[int, Field(ge=1, le=100)] = 80
    prefix: Annotated[str, Field(max_length=20)] = ""
    pause_reasons: Annotated[tuple[Name, ...], Field(max_length=9)] = ()
    """Chosen by digit 1 to 9 when an agent pauses by phone."""
    record: RecordingPolicy = RecordingPolicy.NEVER
