"""Calls, the newest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TypeAlias, cast

from carillon_client.connection import place
from carillon_client.generated.values import DraftValue, FailureOut, TraceStep
from carillon_client.lists import Listing
from carillon_client.things import Thing
from carillon_client.values import Value, plain, reader

Direction: TypeAlias = Literal["internal", "incoming", "outgoing"]
"""Seen from the company."""


Result: TypeAlias = Literal[
    "answered",
    "busy",
    "no-answer",
    "unreachable",
    "not-found",
    "refused",
    "failed",
    "abandoned",
    "do-not-disturb",
    "closed",
    "blocked",
    "not-permitted",
    "over-limit",
    "full",
    "no-agents",
    "message",
    "callback",
    "served",
]
"""How a call ended for the person who called. Values are also what `Decision.result` says on the wire."""


State: TypeAlias = Literal["open", "complete"]


class DifferenceOut(Value):
    """From the first decision on that differs."""

    at: int
    """Its place among the decisions, from 0"""
    then: str
    """In words, such as: Anna does not answer → Mailbox: Anna"""
    now: str
    """Now"""


class ParticipantOut(Value):
    """Somebody besides the caller whose phone rang, or who talked."""

    employee_id: str | None
    """null: somebody outside"""
    name: str
    """Name"""
    number: str
    """Of somebody outside"""
    rang: bool
    """false: they took the call by themselves, for example by picking it up"""
    answered_at: datetime | None
    """Answered at"""
    talking_seconds: float
    """Talking seconds"""


class ReplayOut(Value):
    """ReplayOut"""

    call: str
    """Call"""
    then_version: int
    """Then version"""
    now_version: int
    """0: the draft"""
    same: bool
    """Same"""
    runs: list[RunOut]
    """Runs"""
    failure: FailureOut | None
    """null: no code of the company's own failed"""


class ReplayWish(Value):
    """On which configuration; without anything: on the newest version."""

    version: int | None = None
    """Version. At least 1."""
    draft: DraftValue | None = None
    """Instead of a version"""
    language: Literal["en", "ru"] | None = None
    """Of the words; null: as Accept-Language asks"""


class RunOut(Value):
    """One run of the call logic: the call's first, and one for each transfer."""

    at: datetime
    """At"""
    dialled: str
    """Dialled"""
    complete: bool
    """false: the node did not keep everything that the call met"""
    faithful: bool
    """The simulator decides on the old version what was decided then"""
    unfaithful: DifferenceOut | None
    """What it decides otherwise: real, and simulated"""
    difference: DifferenceOut | None
    """null: both versions decide the same"""
    then: list[TraceStep]
    """Then"""
    now: list[TraceStep]
    """Now"""


class StepOut(Value):
    """One line of the story; `rule` says what happened, `result` how it ended, `text` names the person or
    number. Of a transfer `result` is the number it goes to; empty: to whom the person was talking to.
    """

    at: datetime
    """At"""
    object_kind: str
    """Object kind"""
    object_id: str
    """Object id"""
    rule: str
    """Rule"""
    version: int
    """The company's version that decided; 0 for what people did"""
    result: str
    """Result"""
    text: str
    """Text"""
    words: str
    """The step as a sentence; empty where another one says it already"""


class Call(Thing):
    """One conversation, whatever happened on its way."""

    _FIELDS = (
        "id",
        "state",
        "direction",
        "result",
        "started_at",
        "answered_at",
        "ended_at",
        "call",
        "caller_number",
        "caller_name",
        "caller_employee_id",
        "dialled",
        "callee_name",
        "callee_employee_id",
        "label",
        "waiting_seconds",
        "talking_seconds",
        "people",
        "steps",
    )
    _KEY = "id"

    id: str
    """Id"""
    state: State
    """open: still going on"""
    direction: Direction
    """Direction"""
    result: Result | None
    """null while the call is open"""
    started_at: datetime
    """Started at"""
    answered_at: datetime | None
    """Answered at"""
    ended_at: datetime | None
    """Ended at"""
    call: str
    """Joins the call with its recordings"""
    caller_number: str
    """Caller number"""
    caller_name: str
    """Caller name"""
    caller_employee_id: str | None
    """Caller employee id"""
    dialled: str
    """Dialled"""
    callee_name: str
    """Who talked with the caller last, or was wanted"""
    callee_employee_id: str | None
    """Callee employee id"""
    label: str
    """What the company calls such calls; empty: none"""
    waiting_seconds: float
    """Waiting seconds"""
    talking_seconds: float
    """Talking seconds"""
    people: list[ParticipantOut]
    """In the order in which they came into the call"""
    steps: list[StepOut]
    """In the order of time"""

    def replay(self, wish: ReplayWish) -> ReplayOut:
        """A real call on another version."""
        return cast(ReplayOut, self._act("POST", place("replay"), ReplayOut, body=plain(reader(ReplayWish), wish)))


class Calls(Listing[Call]):
    """Calls, the newest first."""

    _THING = Call
    _PATH = "calls"

    def where(
        self,
        *,
        sort: Literal["-started_at", "started_at"] | None = None,
        fields: list[
            Literal[
                "id",
                "state",
                "direction",
                "result",
                "started_at",
                "answered_at",
                "ended_at",
                "call",
                "caller_number",
                "caller_name",
                "caller_employee_id",
                "dialled",
                "callee_name",
                "callee_employee_id",
                "label",
                "waiting_seconds",
                "talking_seconds",
            ]
        ]
        | None = None,
        search: str | None = None,
        employee: str | None = None,
        result: Result | None = None,
        direction: Direction | None = None,
        state: State | None = None,
        label: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[Call]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of a name or number of either side. `employee`: Who
        called or was called. `label`: With exactly this label. `since`: That began then or later. `until`:
        That began before then.
        """
        return self._walk(
            {
                "sort": sort,
                "fields": fields,
                "search": search,
                "employee": employee,
                "result": result,
                "direction": direction,
                "state": state,
                "label": label,
                "since": since,
                "until": until,
            }
        )
