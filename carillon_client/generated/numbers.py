"""Public numbers. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from carillon_client.generated.values import Destination, Prompt, RecordingPolicy, Treatment
from carillon_client.lists import Collection
from carillon_client.things import Thing


class Number(Thing):
    """A number in E.164 and where its calls go; None: callers hear that nobody can take the call."""

    _FIELDS = (
        "custom",
        "id",
        "number",
        "label",
        "destination",
        "greeting",
        "hours",
        "closed",
        "anonymous",
        "anonymous_to",
        "language",
        "prefix",
        "record",
    )
    _KEY = "id"
    _NEW = frozenset(
        (
            "custom",
            "number",
            "label",
            "destination",
            "greeting",
            "hours",
            "closed",
            "anonymous",
            "anonymous_to",
            "language",
            "prefix",
            "record",
        )
    )
    _DEFAULTS = {
        "custom": {},
        "label": None,
        "destination": None,
        "greeting": None,
        "hours": None,
        "closed": None,
        "anonymous": "allow",
        "anonymous_to": None,
        "language": None,
        "prefix": "",
        "record": "never",
    }
    _CHANGE = frozenset(
        (
            "custom",
            "label",
            "destination",
            "greeting",
            "hours",
            "closed",
            "anonymous",
            "anonymous_to",
            "language",
            "prefix",
            "record",
        )
    )

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    number: str
    """Number. Cannot be changed afterwards."""
    label: str | None
    """Label. 1 to 100 characters."""
    destination: Destination | None
    """Destination"""
    greeting: Prompt | None
    """Played before anything else."""
    hours: str | None
    """A schedule; while it is closed calls go to `closed`."""
    closed: Destination | None
    """None: callers hear that the company is closed."""
    anonymous: Treatment
    """Callers who hide their number. Default: 'allow'."""
    anonymous_to: Destination | None
    """Anonymous to"""
    language: str | None
    """Of the sentences that callers hear; None: the company's."""
    prefix: str
    """Shown before the caller's name on the phones that ring. At most 20 characters."""
    record: RecordingPolicy
    """Record. Default: 'never'."""


class NewNumber(TypedDict, total=False):
    """What `numbers.new()` takes."""

    custom: dict[str, Any]
    number: str
    label: str | None
    destination: Destination | None
    greeting: Prompt | None
    hours: str | None
    closed: Destination | None
    anonymous: Treatment
    anonymous_to: Destination | None
    language: str | None
    prefix: str
    record: RecordingPolicy


class Numbers(Collection[Number]):
    """Public numbers."""

    _THING = Number
    _PATH = "numbers"
    _FOUND_BY = {"number": "search"}
    _NAMES = ("number",)

    def new(self, **fields: Unpack[NewNumber]) -> Number:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["number", "-number", "age", "-age"] | None = None,
        fields: list[
            Literal[
                "custom",
                "id",
                "number",
                "label",
                "destination",
                "greeting",
                "hours",
                "closed",
                "anonymous",
                "anonymous_to",
                "language",
                "prefix",
                "record",
            ]
        ]
        | None = None,
        search: str | None = None,
        label: str | None = None,
    ) -> Iterator[Number]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the number or of its note. `label`: With exactly
        this note.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search, "label": label})
