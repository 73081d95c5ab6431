"""What-if questions and their stories as the API shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from control_plane.core.wishes import Wish
from tenants.model import Kind
from tenants.simulate import Question

Number = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Language = Annotated[
    Literal["en", "ru"] | None, Field(description="Of the words; null: as Accept-Language asks", examples=["en"])
]


class DraftItem(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Kind
    data: dict[str, Any]


class Draft(BaseModel):
    """A whole company, as getDocument gives it and document-schema describes it. Nothing of it is stored."""

    # What getDocument says besides may be sent back.
    model_config = ConfigDict(extra="ignore")

    items: Annotated[list[DraftItem], Field(max_length=200_000)]


class QuestionWish(Wish):
    """Who calls what when, and how everybody behaves. Whoever is not mentioned answers at once."""

    caller: Annotated[
        Number,
        Field(
            alias="from",
            description="A short number, a number outside, or `anonymous` for one that is hidden",
            examples=["+79161234567"],
        ),
    ]
    to: Annotated[Number, Field(description="What they dial", examples=["+74951230001"])]
    at: Annotated[
        str,
        StringConstraints(max_length=60),
        Field(
            description="On the company's clock: `2026-03-01 19:00`, `sunday 19:00`, `19:00`, `now`; or with an offset",
            examples=["sunday 19:00"],
        ),
    ] = "now"
    presses: Annotated[
        list[Annotated[str, StringConstraints(max_length=32)]],
        Field(
            default_factory=list,
            max_length=50,
            description="What they type each time they are asked; empty: nothing",
            examples=[["1"]],
        ),
    ]
    answers: Annotated[
        dict[str, Annotated[str, StringConstraints(max_length=40)]],
        Field(
            default_factory=dict,
            max_length=500,
            description="By number: `5s` (answers after five seconds), `busy`, `no-answer`, `off`, `refuses`, "
            "`voicemail`; of a waiting line `30s`, `no-answer`, `full`, `off`, `presses-1`",
            examples=[{"101": "5s", "102": "busy"}],
        ),
    ]
    hangs_up_after: Annotated[float, Field(ge=0, le=86_400, description="Seconds after dialling; 0: never")] = 0

    def question(self) -> Question:
        return Question(
            self.caller, self.to, self.at, tuple(self.presses), dict(self.answers), hangs_up_after=self.hangs_up_after
        )


class SimulationWish(QuestionWish):
    """A question about a version or a draft."""

    version: Annotated[int | None, Field(ge=1, description="Of the company; null: the newest")] = None
    draft: Annotated[Draft | None, Field(description="Instead of a version")] = None
    language: Language = None


class TraceStep(BaseModel):
    """One moment of a call."""

    at: datetime
    what: Annotated[str, Field(description="`decides`, or what happened: `rings`, `takes`, `hears`, `presses`, …")]
    words: Annotated[str, Field(description="For people; empty where another step says it already")]
    rule: Annotated[str, Field(description="Of a decision, like the four after it")] = ""
    object_kind: str = ""
    object_id: str = ""
    result: str = ""
    text: str = ""


class FailureOut(BaseModel):
    """How the company's own code failed; the originals tell the story instead, as they would serve the call."""

    text: str
    trace: Annotated[list[str], Field(description="The last lines of the traceback, for those who may ship code")]


class SimulationOut(BaseModel):
    """What would happen."""

    company: str
    version: Annotated[int, Field(description="0: of the draft")]
    time_zone: str
    at: datetime
    result: Annotated[str, Field(description="How it ends for the caller", examples=["answered"])]
    result_words: str
    rang: Annotated[list[str], Field(description="Whose phones rang, in order, by number")]
    assumed: Annotated[list[str], Field(description="Of these the question did not say what they do: they answer")]
    steps: list[TraceStep]
    failure: Annotated[FailureOut | None, Field(description="null: no code of the company's own failed")]
