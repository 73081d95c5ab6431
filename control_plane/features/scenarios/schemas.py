"""Saved scenarios as the API shows and takes them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from control_plane.core.wishes import Wish
from control_plane.features.simulations.schemas import FailureOut, Language, Number, QuestionWish
from tenants.calls.outcome import Reason
from tenants.model.fields import Name

EndsAt = Annotated[
    str,
    Field(
        max_length=100,
        description="The last object that decides something, as `kind/id`; empty: any",
        examples=["mailbox/019a"],
    ),
]


class Expected(Wish):
    """What is to come of it."""

    result: Annotated[Reason, Field(description="How it ends for the caller", examples=["answered"])]
    rang: Annotated[list[Number], Field(max_length=100, description="Whose phones ring, in order, by number")]
    ends_at: EndsAt = ""


class NewScenario(QuestionWish):
    """A question to keep. A time without a day becomes that of its weekday: `sunday 19:00`."""

    name: Name
    expected: Annotated[Expected | None, Field(description="null: what happens now")] = None


class ScenarioChange(Wish):
    """What is left out stays; of a new question without `expected`, what happens now is expected."""

    name: Name | None = None
    question: QuestionWish | None = None
    expected: Expected | None = None


class CameOutOut(BaseModel):
    result: str
    rang: list[str]
    ends_at: EndsAt
    words: Annotated[str, Field(examples=["Anna → +7 916 123-45-67: answered"])]


class ScenarioOut(BaseModel):
    id: str
    name: str
    question: QuestionWish
    expected: CameOutOut
    created_at: datetime


class ScenarioPage(BaseModel):
    items: list[ScenarioOut]
    next_cursor: str | None


class RunWish(Wish):
    language: Language = None


class RanOut(BaseModel):
    """One scenario, asked again."""

    id: str
    name: str
    differs: bool
    expected: CameOutOut
    now: Annotated[CameOutOut | None, Field(description="null: it cannot be asked any longer")]
    words: Annotated[str, Field(description="What is different; empty: nothing")]


class RunOut(BaseModel):
    version: int
    differ: Annotated[int, Field(description="How many come out differently")]
    items: list[RanOut]
    failure: Annotated[FailureOut | None, Field(description="null: no code of the company's own failed")]
