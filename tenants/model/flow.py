"""A call path (flow): a small graph of steps that a call walks through."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tenants.model.custom import Customisable
from tenants.model.destination import Destination
from tenants.model.document import Document
from tenants.model.fields import (
    Language,
    MusicId,
    Name,
    NumberPrefix,
    ObjectId,
    ScheduleId,
    Seconds,
    ShortNumber,
    WaitingLineId,
)
from tenants.model.prompt import Prompt

StepName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Variable = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""What the call carries through the flow: digits that were asked for, answers of web services."""


class _Step(Document):
    name: StepName


class SayStep(_Step):
    do: Literal["say"]
    prompt: Prompt
    then: StepName | None = None


class AskStep(_Step):
    """Ask for digits and keep them in `into`; `wrong` when none came."""

    do: Literal["ask"]
    prompt: Prompt
    into: Variable
    digits_max: Annotated[int, Field(ge=1, le=20)] = 1
    wait_seconds: Annotated[int, Field(ge=1, le=60)] = 5
    attempts: Annotated[int, Field(ge=1, le=5)] = 3
    then: StepName | None = None
    wrong: StepName | None = None


class Case(Document):
    """One branch: every condition that is given must hold."""

    hours: ScheduleId | None = None
    """A schedule that is open."""
    caller: NumberPrefix | None = None
    """The caller's number begins so."""
    known: bool | None = None
    """Whether the caller is in the directory."""
    anonymous: bool | None = None
    variable: Variable | None = None
    equals: Annotated[str, Field(max_length=100)] | None = None
    """The variable's value; without it: the variable has one at all."""
    then: StepName


class BranchStep(_Step):
    """The first case that holds decides, else `otherwise`."""

    do: Literal["branch"]
    cases: Annotated[tuple[Case, ...], Field(min_length=1, max_length=20)]
    otherwise: StepName | None = None


class RingStep(_Step):
    """Ring an employee or team without leaving the flow; `otherwise` when nobody took the call."""

    do: Literal["ring"]
    destination: Destination
    seconds: Annotated[int, Field(ge=5, le=180)] = 20
    otherwise: StepName | None = None


class QueueStep(_Step):
    """Wait in a waiting line; `otherwise` when the caller left it without talking."""

    do: Literal["queue"]
    line: WaitingLineId
    otherwise: StepName | None = None


class RecordStep(_Step):
    """Record the rest of the call."""

    do: Literal["record"]
    then: StepName | None = None


class LabelStep(_Step):
    """Give the call's journey a label."""

    do: Literal["label"]
    label: Name
    then: StepName | None = None


class SetStep(_Step):
    """Set a variable or choose the language of what follows."""

    do: Literal["set"]
    variable: Variable | None = None
    value: Annotated[str, Field(max_length=100)] = ""
    language: Language | None = None
    then: StepName | None = None


class FetchStep(_Step):
    """Ask a web service: POST of `{caller, dialled, variables}`; its JSON object's texts become variables."""

    do: Literal["fetch"]
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]{1,500}$")]
    milliseconds: Annotated[int, Field(ge=50, le=5000)] = 1000
    variables: Annotated[tuple[Variable, ...], Field(max_length=20)] = ()
    """Which fields of the answer are taken."""
    defaults: dict[Variable, Annotated[str, Field(max_length=100)]] = Field(default_factory=dict)
    """What holds when it does not answer in time or answers nonsense."""
    then: StepName | None = None
    failed: StepName | None = None


class HandStep(_Step):
    """Hand the call to a destination, for good."""

    do: Literal["hand"]
    destination: Destination


class WaitStep(_Step):
    """Music for a while."""

    do: Literal["wait"]
    seconds: Seconds = 5
    music: MusicId | None = None
    then: StepName | None = None


class EndStep(_Step):
    do: Literal["end"]
    prompt: Prompt | None = None


Step = Annotated[
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
    Field(discriminator="do"),
]


class Flow(Customisable):
    """Begins with `start`; a step without a next one ends the call."""

    id: ObjectId
    name: Name
    number: ShortNumber | None = None
    start: StepName
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        names = [step.name for step in self.steps]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two steps are called {name!r}; rename one of them")
        return self
