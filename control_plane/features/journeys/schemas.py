"""Journeys as the API shows them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from control_plane.features.journeys.draft import Direction, Result, State


class ParticipantOut(BaseModel):
    """Somebody besides the caller whose phone rang, or who talked."""

    model_config = ConfigDict(from_attributes=True)

    employee_id: Annotated[str | None, Field(description="null: somebody outside")]
    name: str
    number: Annotated[str, Field(description="Of somebody outside")]
    rang: Annotated[bool, Field(description="false: they took the call by themselves, for example by picking it up")]
    answered_at: datetime | None
    talking_seconds: float


class StepOut(BaseModel):
    """One line of the story; `rule` says what happened, `result` how it ended, `text` names the person or number.

    Of a transfer `result` is the number it goes to; empty: to whom the person was talking to.
    """

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    object_kind: str
    object_id: str
    rule: str
    version: Annotated[int, Field(description="The company's version that decided; 0 for what people did")]
    result: str
    text: str
    words: Annotated[str, Field(description="The step as a sentence; empty where another one says it already")]


class JourneyOut(BaseModel):
    """One conversation, whatever happened on its way."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    state: Annotated[State, Field(description="open: still going on")]
    direction: Direction
    result: Annotated[Result | None, Field(description="null while the call is open")]
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    call: Annotated[str, Field(description="Joins the call with its recordings")]
    caller_number: str
    caller_name: str
    caller_employee_id: str | None
    dialled: str
    callee_name: Annotated[str, Field(description="Who talked with the caller last, or was wanted")]
    callee_employee_id: str | None
    label: Annotated[str, Field(description="What the company calls such calls; empty: none")]
    waiting_seconds: Annotated[float, Field(examples=[4.2])]
    talking_seconds: Annotated[float, Field(examples=[61.5])]


class JourneyDetail(JourneyOut):
    people: Annotated[list[ParticipantOut], Field(description="In the order in which they came into the call")]
    steps: Annotated[list[StepOut], Field(description="In the order of time")]


class JourneyPage(BaseModel):
    items: list[JourneyOut]
    next_cursor: str | None
