"""Each mailbox, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from carillon_client.generated.values import Prompt
from carillon_client.lists import Collection
from carillon_client.things import Thing


class Mailbox(Thing):
    """Of a person (`Employee.mailbox` points here) or of a team."""

    _FIELDS = (
        "custom",
        "id",
        "name",
        "number",
        "has_pin",
        "owners",
        "greeting",
        "greeting_busy",
        "greeting_closed",
        "email",
        "attach",
        "delete_after_mail",
        "seconds_max",
        "messages_max",
        "pin",
    )
    _KEY = "id"
    _NEW = frozenset(
        (
            "custom",
            "name",
            "number",
            "pin",
            "owners",
            "greeting",
            "greeting_busy",
            "greeting_closed",
            "email",
            "attach",
            "delete_after_mail",
            "seconds_max",
            "messages_max",
        )
    )
    _DEFAULTS = {
        "custom": {},
        "number": None,
        "pin": None,
        "owners": [],
        "greeting": None,
        "greeting_busy": None,
        "greeting_closed": None,
        "email": None,
        "attach": True,
        "delete_after_mail": False,
        "seconds_max": 180,
        "messages_max": 100,
    }
    _CHANGE = frozenset(
        (
            "custom",
            "name",
            "number",
            "pin",
            "owners",
            "greeting",
            "greeting_busy",
            "greeting_closed",
            "email",
            "attach",
            "delete_after_mail",
            "seconds_max",
            "messages_max",
        )
    )

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str | None
    """Number"""
    has_pin: bool
    """Whether there is one; it is never shown. Only read."""
    owners: list[str]
    """Employees who listen without a PIN from their own phones, and whose lamps show new messages. At most 50
    of them.
    """
    greeting: Prompt | None
    """None: the built-in sentence."""
    greeting_busy: Prompt | None
    """Greeting busy"""
    greeting_closed: Prompt | None
    """Greeting closed"""
    email: str | None
    """Email"""
    attach: bool
    """The recording goes with the mail. Default: True."""
    delete_after_mail: bool
    """Delete after mail. Default: False."""
    seconds_max: int
    """Seconds max. 10 to 900. Default: 180."""
    messages_max: int
    """Messages max. 1 to 1000. Default: 100."""
    pin: str | None
    """Needed from any phone but the owner's own; without one nobody else listens by phone."""


class NewMailbox(TypedDict, total=False):
    """What `mailboxes.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str | None
    pin: str | None
    owners: list[str]
    greeting: Prompt | None
    greeting_busy: Prompt | None
    greeting_closed: Prompt | None
    email: str | None
    attach: bool
    delete_after_mail: bool
    seconds_max: int
    messages_max: int


class Mailboxes(Collection[Mailbox]):
    """Each mailbox, by name."""

    _THING = Mailbox
    _PATH = "mailboxes"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewMailbox]) -> Mailbox:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[
            Literal[
                "custom",
                "id",
                "name",
                "number",
                "has_pin",
                "owners",
                "greeting",
                "greeting_busy",
                "greeting_closed",
                "email",
                "attach",
                "delete_after_mail",
                "seconds_max",
                "messages_max",
            ]
        ]
        | None = None,
        search: str | None = None,
    ) -> Iterator[Mailbox]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
