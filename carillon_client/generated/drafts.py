"""Drafts, oldest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias, TypedDict, Unpack, cast

from pydantic import Field

from carillon_client.connection import place
from carillon_client.generated.values import (
    ChangeOut,
    Kind,
    ObjectDifferenceOut,
    ObstacleOut,
    SimulationOut,
    WarningOut,
)
from carillon_client.lists import Collection
from carillon_client.things import Thing
from carillon_client.values import Value, plain, reader

DraftState: TypeAlias = Literal["open", "scheduled", "published", "failed"]


class CredentialsOut(Value):
    """Of a new phone: shown this once, good from the moment the draft is published."""

    login: str
    """Login"""
    password: str
    """Password"""


class DraftObjectChanged(Value):
    """`object` is null when the draft wants nothing of it any more: it is as the company has it."""

    object: DraftObjectOut | None
    """Object"""
    credentials: CredentialsOut | None = None
    """Credentials"""


class DraftObjectOut(Value):
    """DraftObjectOut"""

    kind: Kind
    """Kind"""
    id: str
    """Id"""
    data: dict[str, Any] | None
    """Without secrets; null: it is to be removed"""
    base_version: int
    """The version of the company that it was made from"""
    revision: int
    """Revision"""
    author: str
    """Who changed it in the draft last"""
    at: datetime
    """At"""


class DraftPublished(Value):
    """DraftPublished"""

    id: str
    """Id"""
    name: str
    """Name"""
    reason: str
    """Reason"""
    state: DraftState
    """State"""
    author: str
    """Author"""
    created_at: datetime
    """Created at"""
    changed_at: datetime
    """Changed at"""
    publish_at: datetime | None
    """Publish at"""
    version: int | None
    """The version that it became"""
    problem: str
    """Why it could not be published at its time"""
    objects: int
    """How many it is about"""
    change: ChangeOut | None
    """null: it is published at `publish_at`"""


class DraftQuestion(Value):
    """A question about the company as the draft would make it."""

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
    language: Literal["en", "ru"] | None = None
    """Of the words; null: as Accept-Language asks"""


class ObjectWish(Value):
    """Fields as the kind's own API takes them."""

    data: dict[str, Any]
    """Fields of the object"""
    revision: int | None = None
    """Of this object in the draft, as you have seen it; 0: none yet"""
    based_on: int | None = None
    """The version of the company that you have seen: settles a conflict"""


class PublishWish(Value):
    """`reason` is needed where there is something to look at."""

    reason: str = ""
    """Why; kept with the version. At most 500 characters."""
    at: datetime | None = None
    """null: now. Without an offset it is on the company's clock"""


class RemovalWish(Value):
    """RemovalWish"""

    revision: int | None = None
    """Of this object in the draft, as you have seen it. At least 0."""


class Draft(Thing):
    """With what publishing it now would do. While there are obstacles or faults it is refused."""

    _FIELDS = (
        "id",
        "name",
        "reason",
        "state",
        "author",
        "created_at",
        "changed_at",
        "publish_at",
        "version",
        "problem",
        "objects",
        "wants",
        "differences",
        "obstacles",
        "faults",
        "warnings",
    )
    _KEY = "id"
    _NEW = frozenset(("name", "reason"))
    _DEFAULTS = {"reason": ""}
    _CHANGE = frozenset(("name", "reason"))

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    reason: str
    """Why; kept with the version. At most 500 characters."""
    state: DraftState
    """State. Only read."""
    author: str
    """Author. Only read."""
    created_at: datetime
    """Created at. Only read."""
    changed_at: datetime
    """Changed at. Only read."""
    publish_at: datetime | None
    """Publish at. Only read."""
    version: int | None
    """The version that it became. Only read."""
    problem: str
    """Why it could not be published at its time. Only read."""
    objects: int
    """How many it is about. Only read."""
    wants: list[DraftObjectOut]
    """Wants. Only read."""
    differences: list[ObjectDifferenceOut]
    """Differences. Only read."""
    obstacles: list[ObstacleOut]
    """What others have changed since. Only read."""
    faults: list[ObstacleOut]
    """What cannot work. Only read."""
    warnings: list[WarningOut]
    """What to look at; publish it with a reason. Only read."""

    def add_to(self, kind: str, wish: ObjectWish) -> DraftObjectChanged:
        """Want a new object."""
        return cast(
            DraftObjectChanged,
            self._act("POST", place("objects", kind), DraftObjectChanged, body=plain(reader(ObjectWish), wish)),
        )

    def put_into(self, kind: str, identifier: str, wish: ObjectWish) -> DraftObjectChanged:
        """Want an object to be this; what is left out is as for a new one, secrets stay."""
        return cast(
            DraftObjectChanged,
            self._act(
                "PUT", place("objects", kind, identifier), DraftObjectChanged, body=plain(reader(ObjectWish), wish)
            ),
        )

    def change_in(self, kind: str, identifier: str, wish: ObjectWish) -> DraftObjectChanged:
        """Want some fields of an object to be different."""
        return cast(
            DraftObjectChanged,
            self._act(
                "PATCH", place("objects", kind, identifier), DraftObjectChanged, body=plain(reader(ObjectWish), wish)
            ),
        )

    def take_out_of(self, kind: str, identifier: str) -> None:
        """Want nothing of an object any more."""
        self._act("DELETE", place("objects", kind, identifier), None)

    def remove_in(self, kind: str, identifier: str, wish: RemovalWish) -> DraftObjectChanged:
        """Want an object gone; a person's phones go along."""
        return cast(
            DraftObjectChanged,
            self._act(
                "POST",
                place("objects", kind, identifier, "removal"),
                DraftObjectChanged,
                body=plain(reader(RemovalWish), wish),
            ),
        )

    def publish(self, wish: PublishWish) -> DraftPublished:
        """Publish a draft as one version, now or at a time."""
        return cast(
            DraftPublished, self._act("POST", place("publish"), DraftPublished, body=plain(reader(PublishWish), wish))
        )

    def simulate(self, wish: DraftQuestion) -> SimulationOut:
        """What would happen to a call after the draft is published."""
        return cast(
            SimulationOut,
            self._act("POST", place("simulations"), SimulationOut, body=plain(reader(DraftQuestion), wish)),
        )

    def unschedule(self) -> None:
        """Let a draft wait until somebody publishes it."""
        self._act("POST", place("unschedule"), None)


class NewDraft(TypedDict, total=False):
    """What `drafts.new()` takes."""

    name: str
    reason: str


class Drafts(Collection[Draft]):
    """Drafts, oldest first."""

    _THING = Draft
    _PATH = "drafts"
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewDraft]) -> Draft:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)
