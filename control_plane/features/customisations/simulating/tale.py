"""What goes into the process of a simulation, and what comes out of it: JSON, never objects of somebody's code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter

from tenants.calls.decision import Decision
from tenants.calls.outcome import Outcome
from tenants.model import Company
from tenants.model.custom import Customised
from tenants.model.objects import kind_of
from tenants.simulate import Question, Story
from tenants.simulate.happening import Happening
from tenants.witness import Witness

Items = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Tale:
    """The part of a `tenants.simulate.Story` that is told. `seconds`: from dialling to the end."""

    outcome: Outcome
    rang: list[str]
    timeline: list[Happening]
    seconds: float

    @classmethod
    def of(cls, story: Story) -> "Tale":
        seconds = (story.call.now - story.timeline[0].at).total_seconds()
        return cls(story.outcome, story.rang, story.timeline, seconds)

    @property
    def decisions(self) -> list[Decision]:
        return [each.decision for each in self.timeline if each.decision is not None]


@dataclass(frozen=True)
class Again:
    """A real call to be told again. `met`: the objects of the company's version that it met; None: the task's own."""

    witness: Witness
    patience: float = 0.0
    met: Items | None = None


@dataclass(frozen=True)
class Task:
    """`files` are those of the bundle that serves the company, by path; empty: its customisation is the release's."""

    company: str
    version: int
    items: Items
    customisation: Customised | None
    files: dict[str, str]
    now: datetime
    questions: list[Question]
    again: list[Again]


@dataclass(frozen=True)
class Answer:
    """Exactly one of the three: a tale, what was wrong with the question, or how the code failed."""

    tale: Tale | None = None
    part: str = ""
    misunderstood: str = ""
    failed: str = ""
    trace: tuple[str, ...] = ()
    """The last lines of the traceback, for developers."""


def items_of(company: Company) -> Items:
    return [(kind_of(item).value, item.plain()) for item in company.objects.values()]


TASK: Final = TypeAdapter(Task)
ANSWERS: Final = TypeAdapter(list[Answer])
