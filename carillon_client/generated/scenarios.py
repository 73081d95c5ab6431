"""Saved scenarios, the oldest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TypeAlias, TypedDict, Unpack, cast

from pydantic import Field

from carillon_client.connection import place
from carillon_client.generated.values import FailureOut
from carillon_client.lists import Collection
from carillon_client.things import Thing
from carillon_client.values import Value, plain, reader

Reason: TypeAlias = Literal[
    "answered",
    "busy",
    "no-answer",
    "unreachable",
    "not-found",
    "refused",
    "no-line",
    "line-down",
    "failed",
    "loop",
    "abandoned",
    "do-not-disturb",
    "closed",
    "blocked",
    "anonymous",
    "not-permitted",
    "over-limit",
    "full",
    "no-agents",
    "wrong-pin",
    "done",
]
"""Why an attempt ended as it did. The value is the word that facts and journeys use."""


class CameOutOut(Value):
    """CameOutOut"""

    result: str
    """Result"""
    rang: list[str]
    """Rang"""
    ends_at: str
    """The last object that decides something, as `kind/id`; empty: any. At most 100 characters."""
    words: str
    """Words"""


class QuestionWish(Value):
    """Who calls what when, and how everybody behaves. Whoever is not mentioned answers at once."""

    from_: str = Field(alias="from")
    """A short number, a number outside, or `anonymous` for one that is hidden. 1 to 40 characters."""
    to: str
    """What they dial. 1 to 40 characters."""
    at: str = "now"
    """On the company's clock: `2026-03-01 19:00`, `sunday 19:00`, `19:00`, `now`; or with an offset. At most
    60 characters. Default: 'now'.
    """
    presses: list[str] | None = None
    """What they type each time they are asked; empty: nothing. At most 50 of them."""
    answers: dict[str, str] | None = None
    """By number: `5s` (answers after five seconds), `busy`, `no-answer`, `off`, `refuses`, `voicemail`; of a
    waiting line `30s`, `no-answer`, `full`, `off`, `presses-1`
    """
    hangs_up_after: float = 0
    """Seconds after dialling; 0: never. Default: 0."""


class RanOut(Value):
    """One scenario, asked again."""

    id: str
    """Id"""
    name: str
    """Name"""
    differs: bool
    """Differs"""
    expected: CameOutOut
    """Expected"""
    now: CameOutOut | None
    """null: it cannot be asked any longer"""
    words: str
    """What is different; empty: nothing"""


class RunOut(Value):
    """RunOut"""

    version: int
    """Version"""
    differ: int
    """How many come out differently"""
    items: list[RanOut]
    """Items"""
    failure: FailureOut | None
    """null: no code of the company's own failed"""


class RunWish(Value):
    """RunWish"""

    language: Literal["en", "ru"] | None = None
    """Of the words; null: as Accept-Language asks"""


class ScenarioExpected(Value):
    """What is to come of it."""

    result: Reason | str
    """How it ends for the caller"""
    rang: list[str]
    """Whose phones ring, in order, by number. At most 100 of them."""
    ends_at: str = ""
    """The last object that decides something, as `kind/id`; empty: any. At most 100 characters."""
    words: str | None = None
    """Words"""


class Scenario(Thing):
    """Saved scenarios, the oldest first."""

    _FIELDS = (
        "id",
        "name",
        "question",
        "expected",
        "created_at",
        "from",
        "to",
        "at",
        "presses",
        "answers",
        "hangs_up_after",
    )
    _KEY = "id"
    _NEW = frozenset(("from", "to", "at", "presses", "answers", "hangs_up_after", "name", "expected"))
    _DEFAULTS = {"at": "now", "presses": [], "answers": {}, "hangs_up_after": 0, "expected": None}
    _CHANGE = frozenset(("name", "question", "expected"))

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    question: QuestionWish
    """Question"""
    expected: ScenarioExpected | None
    """null: what happens now"""
    created_at: datetime
    """Created at. Only read."""
    from_: str
    """A short number, a number outside, or `anonymous` for one that is hidden. 1 to 40 characters. Cannot be
    changed afterwards.
    """
    to: str
    """What they dial. 1 to 40 characters. Cannot be changed afterwards."""
    at: str
    """On the company's clock: `2026-03-01 19:00`, `sunday 19:00`, `19:00`, `now`; or with an offset. At most
    60 characters. Default: 'now'. Cannot be changed afterwards.
    """
    presses: list[str]
    """What they type each time they are asked; empty: nothing. At most 50 of them. Cannot be changed
    afterwards.
    """
    answers: dict[str, str]
    """By number: `5s` (answers after five seconds), `busy`, `no-answer`, `off`, `refuses`, `voicemail`; of a
    waiting line `30s`, `no-answer`, `full`, `off`, `presses-1`. Cannot be changed afterwards.
    """
    hangs_up_after: float
    """Seconds after dialling; 0: never. Default: 0. Cannot be changed afterwards."""

    def accept(self) -> None:
        """Expect what happens now."""
        self._act("POST", place("accept"), None)


class NewScenario(TypedDict, total=False):
    """What `scenarios.new()` takes."""

    from_: str
    to: str
    at: str
    presses: list[str]
    answers: dict[str, str]
    hangs_up_after: float
    name: str
    expected: ScenarioExpected | None


class Scenarios(Collection[Scenario]):
    """Saved scenarios, the oldest first."""

    _THING = Scenario
    _PATH = "scenarios"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewScenario]) -> Scenario:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["age", "-age", "name", "-name"] | None = None,
        fields: list[Literal["id", "name", "question", "expected", "created_at"]] | None = None,
        search: str | None = None,
    ) -> Iterator[Scenario]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})

    def run(self, wish: RunWish) -> RunOut:
        """Ask all saved scenarios again."""
        return cast(RunOut, self._act("POST", place("run"), RunOut, body=plain(reader(RunWish), wish)))
