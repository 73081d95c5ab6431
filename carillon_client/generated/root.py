"""All that belongs to no company. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from carillon_client.connection import Connection, place
from carillon_client.generated.values import NewPerson, PersonChange, PersonOut, PersonPage
from carillon_client.streams import Event, stream
from carillon_client.values import Value, plain, read, reader

if TYPE_CHECKING:
    from carillon_client.generated.archive_jobs import ArchiveJobs
    from carillon_client.generated.companies import Companies
    from carillon_client.generated.deletions import Deletions
    from carillon_client.generated.event_topics import EventTopics
    from carillon_client.generated.nodes import Nodes
    from carillon_client.generated.resellers import Resellers
    from carillon_client.generated.sign_ins import SignIns
    from carillon_client.generated.templates import Templates
    from carillon_client.generated.waiting import WaitingList


Scope: TypeAlias = Literal["read", "calls", "change", "companies", "listen", "people", "support", "code", "tokens"]


class Me(Value):
    """Who asks, and what this token is good for."""

    id: str
    """Id"""
    name: str
    """Name"""
    role: str
    """Role"""
    reseller_id: str | None
    """Reseller id"""
    permissions: list[str]
    """Of the role, as far as the token's scopes leave them"""
    scopes: list[Scope] | None
    """null: whatever the role may"""
    companies: list[MyCompany] | None
    """null: all; see /companies"""


class MyCompany(Value):
    """MyCompany"""

    id: str
    """Id"""
    employee_id: str | None
    """The employee you are there"""


class NewToken(Value):
    """NewToken"""

    label: str
    """What it is for. 1 to 100 characters."""
    scopes: list[Scope]
    """What it may do of all that you may. At least 1 of them."""
    expires_at: datetime | None = None
    """null: good until it is revoked"""
    networks: list[str] | None = None
    """Where it may come from; null: from everywhere. 1 to 20 of them."""


class TokenMade(Value):
    """TokenMade"""

    id: str
    """Id"""
    label: str
    """Label"""
    scopes: list[Scope] | None
    """null: whatever its person may"""
    networks: list[str] | None
    """Networks"""
    created_at: datetime
    """Created at"""
    expires_at: datetime | None
    """Expires at"""
    last_used_at: datetime | None
    """Noted once a minute at most"""
    last_address: str
    """Last address"""
    token: str
    """Shown now and never again"""


class TokenOut(Value):
    """TokenOut"""

    id: str
    """Id"""
    label: str
    """Label"""
    scopes: list[Scope] | None
    """null: whatever its person may"""
    networks: list[str] | None
    """Networks"""
    created_at: datetime
    """Created at"""
    expires_at: datetime | None
    """Expires at"""
    last_used_at: datetime | None
    """Noted once a minute at most"""
    last_address: str
    """Last address"""


class TokenPage(Value):
    """TokenPage"""

    items: list[TokenOut]
    """Items"""
    next_cursor: str | None
    """Next cursor"""


class VisitOut(Value):
    """VisitOut"""

    id: str
    """Id"""
    company_id: str
    """Company id"""
    visitor: str
    """Visitor"""
    reason: str
    """Reason"""
    may_change: bool
    """The company's owner has let them change something"""
    began_at: datetime
    """Began at"""
    ends_at: datetime
    """Ends at"""
    ended_by: str
    """Who ended it before its time; empty: nobody"""


class VisitPage(Value):
    """VisitPage"""

    items: list[VisitOut]
    """Items"""
    next_cursor: str | None
    """Next cursor"""


class Root:
    """All that belongs to no company."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def archive_jobs(self) -> ArchiveJobs:
        """Your imports, clones and templates in the making."""
        from carillon_client.generated.archive_jobs import ArchiveJobs

        return ArchiveJobs(self.connection)

    @property
    def companies(self) -> Companies:
        """Companies that you may see."""
        from carillon_client.generated.companies import Companies

        return Companies(self.connection)

    @property
    def deletions(self) -> Deletions:
        """Companies that were deleted, and whether anything is left of them."""
        from carillon_client.generated.deletions import Deletions

        return Deletions(self.connection)

    @property
    def event_topics(self) -> EventTopics:
        """All topics of events."""
        from carillon_client.generated.event_topics import EventTopics

        return EventTopics(self.connection)

    @property
    def nodes(self) -> Nodes:
        """Telephony nodes and their health."""
        from carillon_client.generated.nodes import Nodes

        return Nodes(self.connection)

    @property
    def resellers(self) -> Resellers:
        """Resellers whose people you may manage."""
        from carillon_client.generated.resellers import Resellers

        return Resellers(self.connection)

    @property
    def sign_ins(self) -> SignIns:
        """Who came in, who tried, and what was changed about it; newest first."""
        from carillon_client.generated.sign_ins import SignIns

        return SignIns(self.connection)

    @property
    def templates(self) -> Templates:
        """Templates that you may make companies from."""
        from carillon_client.generated.templates import Templates

        return Templates(self.connection)

    @property
    def waiting(self) -> WaitingList:
        """What nodes refuse or have not taken, of all companies."""
        from carillon_client.generated.waiting import WaitingList

        return WaitingList(self.connection)

    def document_schema(self) -> Any:
        """The JSON schema of a company's document."""
        return self._act("GET", place("document-schema"), Any)

    def me(self) -> Me:
        """Who asks, and what the token is good for."""
        return cast(Me, self._act("GET", place("me"), Me))

    def list_tokens(self, *, limit: int | None = None, cursor: str | None = None) -> TokenPage:
        """Your tokens, the oldest first. `limit`: How many at most. `cursor`: `next_cursor` of the page
        before.
        """
        return cast(
            TokenPage, self._act("GET", place("me", "tokens"), TokenPage, query={"limit": limit, "cursor": cursor})
        )

    def make_token(self, wish: NewToken) -> TokenMade:
        """Make a token; it is shown once."""
        return cast(TokenMade, self._act("POST", place("me", "tokens"), TokenMade, body=plain(reader(NewToken), wish)))

    def token(self, token: str) -> TokenOut:
        """One of your tokens."""
        return cast(TokenOut, self._act("GET", place("me", "tokens", token), TokenOut))

    def revoke_token(self, token: str) -> None:
        """Revoke one of your tokens; it is worth nothing at once."""
        self._act("DELETE", place("me", "tokens", token), None)

    def list_own_visits(self, *, limit: int | None = None, cursor: str | None = None) -> VisitPage:
        """Your visits, the newest first. `limit`: How many at most. `cursor`: `next_cursor` of the page
        before.
        """
        return cast(
            VisitPage, self._act("GET", place("me", "visits"), VisitPage, query={"limit": limit, "cursor": cursor})
        )

    def leave(self, visit: str) -> VisitOut:
        """End your visit now."""
        return cast(VisitOut, self._act("POST", place("me", "visits", visit, "end"), VisitOut))

    def list_platform_people(self, *, limit: int | None = None, cursor: str | None = None) -> PersonPage:
        """Who has a login for the platform. `limit`: How many at most. `cursor`: `next_cursor` of the page
        before.
        """
        return cast(
            PersonPage,
            self._act("GET", place("platform", "people"), PersonPage, query={"limit": limit, "cursor": cursor}),
        )

    def add_platform_person(self, wish: NewPerson) -> PersonOut:
        """Give somebody a login for the platform."""
        return cast(
            PersonOut, self._act("POST", place("platform", "people"), PersonOut, body=plain(reader(NewPerson), wish))
        )

    def platform_person(self, person: str) -> PersonOut:
        """One of them."""
        return cast(PersonOut, self._act("GET", place("platform", "people", person), PersonOut))

    def change_platform_person(self, person: str, wish: PersonChange) -> PersonOut:
        """Change their role, name or employee."""
        return cast(
            PersonOut,
            self._act("PATCH", place("platform", "people", person), PersonOut, body=plain(reader(PersonChange), wish)),
        )

    def remove_platform_person(self, person: str) -> None:
        """Take the login away; sessions and tokens end at once."""
        self._act("DELETE", place("platform", "people", person), None)

    def _act(self, method: str, below: str, result: Any, **sent: Any) -> Any:
        data = self.connection.ask(method, below, **sent).data
        return data if result in (None, bytes) else read(reader(result), data)

    def _stream(self, below: str, **sent: Any) -> Iterator[Event]:
        return stream(self.connection, below, **sent)
