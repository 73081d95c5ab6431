"""Each flow, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypedDict, Unpack

from pydantic import Discriminator, Field

from carillon_client.generated.values import Destination, Prompt
from carillon_client.lists import Collection
from carillon_client.things import Thing
from carillon_client.values import Value


class AskStep(Value):
    """Ask for digits and keep them in `into`; `wrong` when none came."""

    name: str
    """Name"""
    do: Literal["ask"] = "ask"
    """Do"""
    prompt: Prompt
    """Prompt"""
    into: str
    """Into"""
    digits_max: int = 1
    """Digits max. 1 to 20. Default: 1."""
    wait_seconds: int = 5
    """Wait seconds. 1 to 60. Default: 5."""
    attempts: int = 3
    """Attempts. 1 to 5. Default: 3."""
    then: str | None = None
    """Then"""
    wrong: str | None = None
    """Wrong"""


class BranchStep(Value):
    """The first case that holds decides, else `otherwise`."""

    name: str
    """Name"""
    do: Literal["branch"] = "branch"
    """Do"""
    cases: list[Case]
    """Cases. 1 to 20 of them."""
    otherwise: str | None = None
    """Otherwise"""


class Case(Value):
    """One branch: every condition that is given must hold."""

    then: str
    """Then"""
    hours: str | None = None
    """A schedule that is open."""
    caller: str | None = None
    """The caller's number begins so."""
    known: bool | None = None
    """Whether the caller is in the directory."""
    anonymous: bool | None = None
    """Anonymous"""
    variable: str | None = None
    """Variable"""
    equals: str | None = None
    """The variable's value; without it: the variable has one at all. At most 100 characters."""


class EndStep(Value):
    """EndStep"""

    name: str
    """Name"""
    do: Literal["end"] = "end"
    """Do"""
    prompt: Prompt | None = None
    """Prompt"""


class FetchStep(Value):
    """Ask a web service: POST of `{caller, dialled, variables}`; its JSON object's texts become variables."""

    name: str
    """Name"""
    do: Literal["fetch"] = "fetch"
    """Do"""
    url: str
    """Url"""
    milliseconds: int = 1000
    """Milliseconds. Default: 1000."""
    variables: list[str] = Field(default_factory=list)
    """Which fields of the answer are taken. At most 20 of them."""
    defaults: dict[str, str] | None = None
    """What holds when it does not answer in time or answers nonsense."""
    then: str | None = None
    """Then"""
    failed: str | None = None
    """Failed"""


class HandStep(Value):
    """Hand the call to a destination, for good."""

    name: str
    """Name"""
    do: Literal["hand"] = "hand"
    """Do"""
    destination: Destination
    """Destination"""


class LabelStep(Value):
    """Give the call's journey a label."""

    name: str
    """Name"""
    do: Literal["label"] = "label"
    """Do"""
    label: str
    """Label. 1 to 100 characters."""
    then: str | None = None
    """Then"""


class QueueStep(Value):
    """Wait in a waiting line; `otherwise` when the caller left it without talking."""

    name: str
    """Name"""
    do: Literal["queue"] = "queue"
    """Do"""
    line: str
    """Line"""
    otherwise: str | None = None
    """Otherwise"""


class RecordStep(Value):
    """Record the rest of the call."""

    name: str
    """Name"""
    do: Literal["record"] = "record"
    """Do"""
    then: str | None = None
    """Then"""


class RingStep(Value):
    """Ring an employee or team without leaving the flow; `otherwise` when nobody took the call."""

    name: str
    """Name"""
    do: Literal["ring"] = "ring"
    """Do"""
    destination: Destination
    """Destination"""
    seconds: int = 20
    """Seconds. 5 to 180. Default: 20."""
    otherwise: str | None = None
    """Otherwise"""


class SayStep(Value):
    """SayStep"""

    name: str
    """Name"""
    do: Literal["say"] = "say"
    """Do"""
    prompt: Prompt
    """Prompt"""
    then: str | None = None
    """Then"""


class SetStep(Value):
    """Set a variable or choose the language of what follows."""

    name: str
    """Name"""
    do: Literal["set"] = "set"
    """Do"""
    variable: str | None = None
    """Variable"""
    value: str = ""
    """Value. At most 100 characters."""
    language: str | None = None
    """Language"""
    then: str | None = None
    """Then"""


class WaitStep(Value):
    """Music for a while."""

    name: str
    """Name"""
    do: Literal["wait"] = "wait"
    """Do"""
    seconds: int = 5
    """Seconds. Default: 5."""
    music: str | None = None
    """Music"""
    then: str | None = None
    """Then"""


class Flow(Thing):
    """Begins with `start`; a step without a next one ends the call."""

    _FIELDS = ("custom", "id", "name", "number", "start", "steps")
    _KEY = "id"
    _NEW = frozenset(("custom", "name", "number", "start", "steps"))
    _DEFAULTS = {"custom": {}, "number": None}
    _CHANGE = frozenset(("custom", "name", "number", "start", "steps"))

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str | None
    """Number"""
    start: str
    """Start"""
    steps: list[
        Annotated[
            SayStep
            | AskStep
            | BranchStep
            | RingStep
            | QueueStep
            | RecordStep
            | LabelStep
            | SetStep
            | FetchStep
            | HandStep
            | WaitStep
            | EndStep,
            Discriminator("do"),
        ]
    ]
    """Steps. 1 to 200 of them."""


class NewFlow(TypedDict, total=False):
    """What `flows.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str | None
    start: str
    steps: list[
        Annotated[
            SayStep
            | AskStep
            | BranchStep
            | RingStep
            | QueueStep
            | RecordStep
            | LabelStep
            | SetStep
            | FetchStep
            | HandStep
            | WaitStep
            | EndStep,
            Discriminator("do"),
        ]
    ]


class Flows(Collection[Flow]):
    """Each flow, by name."""

    _THING = Flow
    _PATH = "flows"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewFlow]) -> Flow:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["custom", "id", "name", "number", "start", "steps"]] | None = None,
        search: str | None = None,
    ) -> Iterator[Flow]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
