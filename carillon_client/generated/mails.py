"""Mails with messages and faxes, the newest first. Generated from the API's description by `make client`; do
not edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TypeAlias

from carillon_client.connection import place
from carillon_client.lists import Listing
from carillon_client.things import Thing

MailState: TypeAlias = Literal["waiting", "given-up", "sent"]


class Mail(Thing):
    """Mails with messages and faxes, the newest first."""

    _FIELDS = (
        "id",
        "state",
        "recipient",
        "subject",
        "about",
        "attempts",
        "due_at",
        "sent_at",
        "given_up_at",
        "problem",
    )
    _KEY = "id"

    id: str
    """Id"""
    state: MailState
    """given-up: it is not tried again unless somebody asks for it"""
    recipient: str
    """Recipient"""
    subject: str
    """Subject"""
    about: str
    """What it brings, such as message/<id>"""
    attempts: int
    """How often it was tried since it was written, or sent again"""
    due_at: datetime
    """When it is tried next"""
    sent_at: datetime | None
    """Sent at"""
    given_up_at: datetime | None
    """Given up at"""
    problem: str
    """What the mail server said last; empty: nothing is wrong"""

    def send_again(self) -> None:
        """Try a mail again at once that waits or was given up."""
        self._act("POST", place("send-again"), None)


class Mails(Listing[Mail]):
    """Mails with messages and faxes, the newest first."""

    _THING = Mail
    _PATH = "mails"
    _ONE = False

    def where(
        self,
        *,
        sort: Literal["-age", "age"] | None = None,
        fields: list[
            Literal[
                "id",
                "state",
                "recipient",
                "subject",
                "about",
                "attempts",
                "due_at",
                "sent_at",
                "given_up_at",
                "problem",
            ]
        ]
        | None = None,
        search: str | None = None,
        state: MailState | None = None,
    ) -> Iterator[Mail]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the recipient's address. `state`: In this state
        only.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search, "state": state})
