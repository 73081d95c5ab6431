"""What goes into the process of a simulation, and what comes out of it: JSON, never objects of somebody's code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter

from tenants.calls.outcome import Outcome
from tenants.model import Company
from tenants.model.custom import Customised
from tenants.model.objects import kind_of
from tenants.simulate import Question
from tenants.simulate.happening import Happening


@dataclass(frozen=True)
class Tale:
    """The part of a `tenants.simulate.Story` that is told."""

    outcome: Outcome
    rang: list[str]
    timeline: list[Happening]


@dataclass(frozen=True)
class Task:
    """`files` are those of the bundle that serves the company, by path; empty: its customisation is the release's."""

    company: str
    version: int
    items: list[tuple[str, dict[str, Any]]]
    question: Question
    now: datetime
    customisation: Customised | None
    files: dict[str, str]

    @classmethod
    def of(cls, company: Company, question: Question, now: datetime, files: dict[str, str]) -> "Task":
        items = [(kind_of(item).value, item.plain()) for item in company.objects.values()]
        return cls(company.id, company.version, items, question, now, company.profile.customisation, files)


@dataclass(frozen=True)
class Answer:
    """Exactly one of the three: a tale, what was wrong with the question, or how the code failed."""

    tale: Tale | None = None
    part: str = ""
    misunderstood: str = ""
    failed: str = ""


TASK: Final = TypeAdapter(Task)
ANSWER: Final = TypeAdapter(Answer)
