"""Each waiting line, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, TypedDict, Unpack

from pydantic import Field

from carillon_client.generated.values import Destination, RecordingPolicy
from carillon_client.lists import Collection
from carillon_client.things import Thing
from carillon_client.values import Value

LineStrategy: TypeAlias = Literal["ring-all", "longest-idle", "fewest-calls", "random", "round-robin", "in-order"]
"""Whom the next caller gets."""


class Agent(Value):
    """An employee who takes calls of a waiting line."""

    employee: str
    """Employee"""
    penalty: int = 0
    """Agents with a higher penalty get a call only when all with a lower one are taken. 0 to 20. Default: 0."""
    skills: list[str] = Field(default_factory=list)
    """Skills. At most 20 of them."""
    always: bool = False
    """True: takes calls at all times. False: logs in and out, by short code or in the portal. Default: False."""


class ExitChoice(Value):
    """A digit by which a waiting caller leaves the line."""

    digit: str
    """Digit"""
    destination: Destination
    """Destination"""


class WaitingLine(Thing):
    """WaitingLine"""

    _FIELDS = (
        "custom",
        "id",
        "name",
        "number",
        "strategy",
        "agents",
        "skill",
        "ring_seconds",
        "wrap_up_seconds",
        "priority",
        "greeting",
        "music",
        "announce_position",
        "announce_wait",
        "announce_every",
        "periodic",
        "periodic_every",
        "length_max",
        "wait_max",
        "join_without_agents",
        "exits",
        "callback_digit",
        "overflow",
        "service_level_seconds",
        "service_level_percent",
        "prefix",
        "pause_reasons",
        "record",
    )
    _KEY = "id"
    _NEW = frozenset(
        (
            "custom",
            "name",
            "number",
            "strategy",
            "agents",
            "skill",
            "ring_seconds",
            "wrap_up_seconds",
            "priority",
            "greeting",
            "music",
            "announce_position",
            "announce_wait",
            "announce_every",
            "periodic",
            "periodic_every",
            "length_max",
            "wait_max",
            "join_without_agents",
            "exits",
            "callback_digit",
            "overflow",
            "service_level_seconds",
            "service_level_percent",
            "prefix",
            "pause_reasons",
            "record",
        )
    )
    _DEFAULTS = {
        "custom": {},
        "number": None,
        "strategy": "longest-idle",
        "agents": [],
        "skill": None,
        "ring_seconds": 15,
        "wrap_up_seconds": 0,
        "priority": 0,
        "greeting": None,
        "music": None,
        "announce_position": False,
        "announce_wait": False,
        "announce_every": 60,
        "periodic": None,
        "periodic_every": 60,
        "length_max": 0,
        "wait_max": 0,
        "join_without_agents": False,
        "exits": [],
        "callback_digit": None,
        "overflow": None,
        "service_level_seconds": 20,
        "service_level_percent": 80,
        "prefix": "",
        "pause_reasons": [],
        "record": "never",
    }
    _CHANGE = frozenset(
        (
            "custom",
            "name",
            "number",
            "strategy",
            "agents",
            "skill",
            "ring_seconds",
            "wrap_up_seconds",
            "priority",
            "greeting",
            "music",
            "announce_position",
            "announce_wait",
            "announce_every",
            "periodic",
            "periodic_every",
            "length_max",
            "wait_max",
            "join_without_agents",
            "exits",
            "callback_digit",
            "overflow",
            "service_level_seconds",
            "service_level_percent",
            "prefix",
            "pause_reasons",
            "record",
        )
    )

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str | None
    """Number"""
    strategy: LineStrategy
    """Strategy. Default: 'longest-idle'."""
    agents: list[Agent]
    """Agents. At most 500 of them."""
    skill: str | None
    """Only agents with this skill get these calls."""
    ring_seconds: int
    """Ring seconds. 5 to 180. Default: 15."""
    wrap_up_seconds: int
    """Wrap up seconds. Default: 0."""
    priority: int
    """Callers of a line with a higher priority come first at agents who serve several. 0 to 100. Default: 0."""
    greeting: str | None
    """A sound, played once before the wait."""
    music: str | None
    """Music"""
    announce_position: bool
    """Announce position. Default: False."""
    announce_wait: bool
    """Announce wait. Default: False."""
    announce_every: int
    """Announce every. 15 to 600. Default: 60."""
    periodic: str | None
    """A sound that is played every `periodic_every` seconds, such as "please stay on the line"."""
    periodic_every: int
    """Periodic every. 15 to 600. Default: 60."""
    length_max: int
    """Waiting callers at once; 0: no limit. 0 to 1000. Default: 0."""
    wait_max: int
    """0: no limit. Default: 0."""
    join_without_agents: bool
    """Join without agents. Default: False."""
    exits: list[ExitChoice]
    """Exits. At most 12 of them."""
    callback_digit: str | None
    """Pressing it, a caller hangs up and is called back when it would be their turn."""
    overflow: Destination | None
    """When the line is full, nobody is logged in, or `wait_max` is over."""
    service_level_seconds: int
    """Service level seconds. 1 to 3600. Default: 20."""
    service_level_percent: int
    """Service level percent. 1 to 100. Default: 80."""
    prefix: str
    """Prefix. At most 20 characters."""
    pause_reasons: list[str]
    """Chosen by digit 1 to 9 when an agent pauses by phone. At most 9 of them."""
    record: RecordingPolicy
    """Record. Default: 'never'."""


class NewWaitingLine(TypedDict, total=False):
    """What `waiting_lines.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str | None
    strategy: LineStrategy
    agents: list[Agent]
    skill: str | None
    ring_seconds: int
    wrap_up_seconds: int
    priority: int
    greeting: str | None
    music: str | None
    announce_position: bool
    announce_wait: bool
    announce_every: int
    periodic: str | None
    periodic_every: int
    length_max: int
    wait_max: int
    join_without_agents: bool
    exits: list[ExitChoice]
    callback_digit: str | None
    overflow: Destination | None
    service_level_seconds: int
    service_level_percent: int
    prefix: str
    pause_reasons: list[str]
    record: RecordingPolicy


class WaitingLines(Collection[WaitingLine]):
    """Each waiting line, by name."""

    _THING = WaitingLine
    _PATH = "waiting-lines"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewWaitingLine]) -> WaitingLine:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[
            Literal[
                "custom",
                "id",
                "name",
                "number",
                "strategy",
                "agents",
                "skill",
                "ring_seconds",
                "wrap_up_seconds",
                "priority",
                "greeting",
                "music",
                "announce_position",
                "announce_wait",
                "announce_every",
                "periodic",
                "periodic_every",
                "length_max",
                "wait_max",
                "join_without_agents",
                "exits",
                "callback_digit",
                "overflow",
                "service_level_seconds",
                "service_level_percent",
                "prefix",
                "pause_reasons",
                "record",
            ]
        ]
        | None = None,
        search: str | None = None,
    ) -> Iterator[WaitingLine]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
