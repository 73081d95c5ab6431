"""Webhooks, the oldest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TypedDict, Unpack, cast

from carillon_client.connection import place
from carillon_client.lists import Collection
from carillon_client.things import Thing
from carillon_client.values import Value


class AttemptOut(Value):
    """AttemptOut"""

    id: str
    """Id"""
    task_id: str
    """The delivery's id"""
    at: datetime
    """At"""
    milliseconds: int
    """Milliseconds"""
    status: int | None
    """What was answered; null: there was no answer"""
    problem: str
    """Problem"""
    answer: str
    """The first 500 characters of the answer"""


class AttemptPage(Value):
    """AttemptPage"""

    items: list[AttemptOut]
    """Items"""
    next_cursor: str | None
    """Next cursor"""


class TestSent(Value):
    """TestSent"""

    delivery: str
    """Its id in the company's deliveries"""


class Webhook(Thing):
    """Webhooks, the oldest first."""

    _FIELDS = ("id", "name", "url", "topics", "template", "created_at", "former_until", "paused", "secret")
    _KEY = "id"
    _NEW = frozenset(("name", "url", "topics", "template"))
    _DEFAULTS = {"template": None}
    _CHANGE = frozenset(("name", "url", "topics", "template"))

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    url: str
    """Where events are POSTed: https, a public address. 1 to 2000 characters."""
    topics: list[str]
    """Topics, all of one noun (`employee.*`), or all (`*`). 1 to 100 of them."""
    template: str | None
    """Jinja that makes JSON of `event`; null sends the event itself"""
    created_at: datetime
    """Created at. Only read."""
    former_until: datetime | None
    """Until when the former secret signs, too. Only read."""
    paused: str | None
    """Why its events wait; null: they are delivered. Only read."""
    secret: str
    """Shown now and never again. Only read."""

    def list_attempts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        sort: Literal["-at", "at"] | None = None,
        fields: list[Literal["id", "delivery", "at", "milliseconds", "status", "problem", "answer"]] | None = None,
    ) -> AttemptPage:
        """How deliveries went, the newest first. `limit`: How many at most. `cursor`: `next_cursor` of the
        page before. `sort`: The order; a minus turns it round. `fields`: Only these, with commas between,
        and the id.
        """
        return cast(
            AttemptPage,
            self._act(
                "GET",
                place("attempts"),
                AttemptPage,
                query={"limit": limit, "cursor": cursor, "sort": sort, "fields": fields},
            ),
        )

    def pause(self) -> None:
        """Let its events wait."""
        self._act("POST", place("pause"), None)

    def resume(self) -> None:
        """Deliver again, first what has waited."""
        self._act("POST", place("resume"), None)

    def renew_secret(self) -> None:
        """A new secret; the former one signs for one day more, too."""
        self._act("POST", place("secret"), None)

    def test(self) -> TestSent:
        """Send a test event to this webhook."""
        return cast(TestSent, self._act("POST", place("test"), TestSent))


class NewWebhook(TypedDict, total=False):
    """What `webhooks.new()` takes."""

    name: str
    url: str
    topics: list[str]
    template: str | None


class Webhooks(Collection[Webhook]):
    """Webhooks, the oldest first."""

    _THING = Webhook
    _PATH = "webhooks"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewWebhook]) -> Webhook:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["age", "-age", "name", "-name"] | None = None,
        fields: list[Literal["id", "name", "url", "topics", "template", "created_at", "former_until", "paused"]]
        | None = None,
        search: str | None = None,
    ) -> Iterator[Webhook]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of name or address.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
