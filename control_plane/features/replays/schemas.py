"""Calls told again, as the API shows them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from control_plane.core.wishes import Wish
from control_plane.features.simulations.schemas import Draft, FailureOut, Language, TraceStep


class ReplayWish(Wish):
    """On which configuration; without anything: on the newest version."""

    version: Annotated[int | None, Field(ge=1)] = None
    draft: Annotated[Draft | None, Field(description="Instead of a version")] = None
    language: Language = None


class DifferenceOut(BaseModel):
    """From the first decision on that differs."""

    at: Annotated[int, Field(description="Its place among the decisions, from 0")]
    then: Annotated[str, Field(description="In words, such as: Anna does not answer → Mailbox: Anna")]
    now: str


class RunOut(BaseModel):
    """One run of the call logic: the call's first, and one for each transfer."""

    at: datetime
    dialled: str
    complete: Annotated[bool, Field(description="false: the node did not keep everything that the call met")]
    faithful: Annotated[bool, Field(description="The simulator decides on the old version what was decided then")]
    unfaithful: Annotated[DifferenceOut | None, Field(description="What it decides otherwise: real, and simulated")]
    difference: Annotated[DifferenceOut | None, Field(description="null: both versions decide the same")]
    then: list[TraceStep]
    now: list[TraceStep]


class ReplayOut(BaseModel):
    call: str
    then_version: int
    now_version: Annotated[int, Field(description="0: the draft")]
    same: bool
    runs: list[RunOut]
    failure: Annotated[FailureOut | None, Field(description="null: no code of the company's own failed")]
