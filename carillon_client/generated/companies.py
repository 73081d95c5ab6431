"""Companies that you may see. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack, cast

from pydantic import Field

from carillon_client.connection import place
from carillon_client.generated.values import ChangeOut, Draft, FailureOut, Kind, TraceStep
from carillon_client.lists import Collection
from carillon_client.streams import Event
from carillon_client.things import Thing
from carillon_client.values import Value, plain, reader

if TYPE_CHECKING:
    from carillon_client.generated.bundles import Bundles
    from carillon_client.generated.caller_rules import CallerRules
    from carillon_client.generated.calls import Calls
    from carillon_client.generated.contacts import Contacts
    from carillon_client.generated.customisations import Customisations
    from carillon_client.generated.deliveries import Deliveries
    from carillon_client.generated.employees import Employees
    from carillon_client.generated.fax_boxes import FaxBoxes
    from carillon_client.generated.flows import Flows
    from carillon_client.generated.lines import Lines
    from carillon_client.generated.mailboxes import Mailboxes
    from carillon_client.generated.mails import Mails
    from carillon_client.generated.menus import Menus
    from carillon_client.generated.messages import Messages
    from carillon_client.generated.music import MusicList
    from carillon_client.generated.numbers import Numbers
    from carillon_client.generated.paging_groups import PagingGroups
    from carillon_client.generated.parkings import Parkings
    from carillon_client.generated.permissions import Permissions
    from carillon_client.generated.phones import Phones
    from carillon_client.generated.rate_tables import RateTables
    from carillon_client.generated.received_faxes import ReceivedFaxes
    from carillon_client.generated.recordings import Recordings
    from carillon_client.generated.rooms import Rooms
    from carillon_client.generated.routes import Routes
    from carillon_client.generated.scenarios import Scenarios
    from carillon_client.generated.schedules import Schedules
    from carillon_client.generated.short_codes import ShortCodes
    from carillon_client.generated.sounds import Sounds
    from carillon_client.generated.teams import Teams
    from carillon_client.generated.versions import Versions
    from carillon_client.generated.waiting_lines import WaitingLines
    from carillon_client.generated.webhooks import Webhooks


class CoverageOut(Value):
    """CoverageOut"""

    since: datetime
    """Since"""
    version: int
    """Version"""
    never: int
    """How many ways no call took"""
    untried: int
    """How many of these no saved scenario takes either"""
    ways: list[WayOut]
    """Those that nothing takes first, then those that no call took"""


class CustomRowOut(Value):
    """CustomRowOut"""

    id: str
    """Id"""
    at: datetime
    """At"""
    listener: str
    """Listener"""
    data: dict[str, Any]
    """Data"""


class CustomRowPage(Value):
    """CustomRowPage"""

    items: list[CustomRowOut]
    """Items"""
    next_cursor: str | None
    """Next cursor"""


class CustomisationOut(Value):
    """What serves the company now. Without a customisation all of it is null or empty."""

    name: str | None
    """Name"""
    bundle: str | None
    """Bundle"""
    title: str
    """Title"""
    known: bool
    """False: nobody here knows it, and the originals serve the company"""
    fields: dict[str, dict[str, Any]]
    """By kind of object, the JSON schema of what may stand in its `custom`"""


class Customised(Value):
    """Which customisation serves a company: by name from the release, or pinned to one bundle by its content."""

    name: str
    """Name"""
    bundle: str | None = None
    """SHA-256 of the bundle; None: the customisation of this name that comes with the release."""


class DebugOut(Value):
    """DebugOut"""

    permission: str
    """As the audit and the call's journey name it"""
    node: str
    """Node"""
    until: datetime
    """Until"""
    order: str
    """Signed for the node, for one call, to be brought there within a minute"""


class DebugWish(Value):
    """Which call, and for how long."""

    from_: str = Field(default="", alias="from")
    """Whose next call: a short number or one outside; empty: anybody's"""
    minutes: int = 10
    """After which nobody stands in the call. 1 to 60. Default: 10."""
    node: str = ""
    """On which node; empty: the only one that serves the company. At most 32 characters."""


class DocumentOut(Value):
    """All objects of a company at one version. Digests and passwords, which only nodes get, are left out."""

    company: str
    """Company"""
    version: int
    """Version"""
    state_hash: str
    """Of the document as nodes have it, secrets included"""
    items: list[ItemOut]
    """Items"""


class ItemOut(Value):
    """ItemOut"""

    kind: Kind
    """Kind"""
    data: dict[str, Any]
    """Without what is default; see document-schema"""


class PinWish(Value):
    """A bundle by its hash, or a customisation of the release by its name alone."""

    name: str
    """Name"""
    bundle: str | None = None
    """Bundle"""


class Pinned(Value):
    """Pinned"""

    change: ChangeOut
    """Change"""


class SimulationOut(Value):
    """What would happen."""

    company: str
    """Company"""
    version: int
    """0: of the draft"""
    time_zone: str
    """Time zone"""
    at: datetime
    """At"""
    result: str
    """How it ends for the caller"""
    result_words: str
    """Result words"""
    rang: list[str]
    """Whose phones rang, in order, by number"""
    assumed: list[str]
    """Of these the question did not say what they do: they answer"""
    steps: list[TraceStep]
    """Steps"""
    failure: FailureOut | None
    """null: no code of the company's own failed"""


class SimulationWish(Value):
    """A question about a version or a draft."""

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
    version: int | None = None
    """Of the company; null: the newest. At least 1."""
    draft: Draft | None = None
    """Instead of a version"""
    language: Literal["en", "ru"] | None = None
    """Of the words; null: as Accept-Language asks"""


class WayOut(Value):
    """One way that calls can take through an object of the company."""

    kind: str
    """Kind"""
    id: str
    """Id"""
    name: str
    """Name"""
    rule: str
    """Of the decision that takes it"""
    branch: str
    """Which of the object's ways; empty: it has one"""
    words: str
    """Words"""
    times: int
    """Times"""
    last: datetime | None
    """Last"""
    scenarios: list[str]
    """The names of the saved scenarios that take it"""


class Company(Thing):
    """Companies that you may see."""

    _FIELDS = (
        "custom",
        "id",
        "name",
        "language",
        "country",
        "time_zone",
        "area_code",
        "outside_prefix",
        "permission",
        "music",
        "recording_notice",
        "recording_days",
        "calls_at_once",
        "calls_per_minute",
        "money_per_day",
        "customisation",
        "version",
        "created_at",
    )
    _KEY = "id"
    _NEW = frozenset(("id", "name", "language", "country", "time_zone"))
    _DEFAULTS = {"language": "en", "country": "RU", "time_zone": "UTC"}
    _CHANGE = frozenset(
        (
            "custom",
            "name",
            "language",
            "country",
            "time_zone",
            "area_code",
            "outside_prefix",
            "permission",
            "music",
            "recording_notice",
            "recording_days",
            "calls_at_once",
            "calls_per_minute",
            "money_per_day",
            "customisation",
        )
    )

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Readable name in addresses: lower-case letters, digits and hyphens. Cannot be changed afterwards."""
    name: str
    """Name. 1 to 100 characters."""
    language: str
    """Language. Default: 'en'."""
    country: str
    """ISO 3166 code; numbers that are dialled without country code are read as this country's."""
    time_zone: str
    """IANA name. At most 64 characters. Default: 'UTC'."""
    area_code: str | None
    """Numbers of this area are local calls, and may be dialled without it."""
    outside_prefix: str | None
    """Dialled before numbers outside, such as `9`; None: short numbers and outside numbers are told apart by
    length.
    """
    permission: str | None
    """The permission class of everybody without one; None: local, national, mobile and toll-free."""
    music: str | None
    """Music"""
    recording_notice: bool
    """Callers from outside hear that the call is recorded."""
    recording_days: int
    """Recordings are deleted after so many days; 0: never. 0 to 3650."""
    calls_at_once: int
    """Outside calls, both directions."""
    calls_per_minute: int
    """New calls outside."""
    money_per_day: int
    """What calls outside may cost in a day, in ten-thousandths of the currency unit, by the rate tables."""
    customisation: Customised | None
    """Whose descendants answer for the originals in this company; None: nobody's."""
    version: int
    """The newest version of the company's telephony. Only read."""
    created_at: datetime
    """Created at. Only read."""

    _OWNS = True

    @property
    def bundles(self) -> Bundles:
        """Bundles that were uploaded for the company, newest first."""
        from carillon_client.generated.bundles import Bundles

        return self._own(Bundles)

    @property
    def caller_rules(self) -> CallerRules:
        """Each caller rule, by name."""
        from carillon_client.generated.caller_rules import CallerRules

        return self._own(CallerRules)

    @property
    def calls(self) -> Calls:
        """Calls, the newest first."""
        from carillon_client.generated.calls import Calls

        return self._own(Calls)

    @property
    def contacts(self) -> Contacts:
        """Each contact, by name."""
        from carillon_client.generated.contacts import Contacts

        return self._own(Contacts)

    @property
    def customisations(self) -> Customisations:
        """Customisations that this company may have."""
        from carillon_client.generated.customisations import Customisations

        return self._own(Customisations)

    @property
    def deliveries(self) -> Deliveries:
        """Who was told of which event, the newest first."""
        from carillon_client.generated.deliveries import Deliveries

        return self._own(Deliveries)

    @property
    def employees(self) -> Employees:
        """Employees by short number."""
        from carillon_client.generated.employees import Employees

        return self._own(Employees)

    @property
    def fax_boxes(self) -> FaxBoxes:
        """Each fax, by name."""
        from carillon_client.generated.fax_boxes import FaxBoxes

        return self._own(FaxBoxes)

    @property
    def flows(self) -> Flows:
        """Each flow, by name."""
        from carillon_client.generated.flows import Flows

        return self._own(Flows)

    @property
    def lines(self) -> Lines:
        """Provider lines."""
        from carillon_client.generated.lines import Lines

        return self._own(Lines)

    @property
    def mailboxes(self) -> Mailboxes:
        """Each mailbox, by name."""
        from carillon_client.generated.mailboxes import Mailboxes

        return self._own(Mailboxes)

    @property
    def mails(self) -> Mails:
        """Mails with messages and faxes, the newest first."""
        from carillon_client.generated.mails import Mails

        return self._own(Mails)

    @property
    def menus(self) -> Menus:
        """Each menu, by name."""
        from carillon_client.generated.menus import Menus

        return self._own(Menus)

    @property
    def messages(self) -> Messages:
        """Messages in mailboxes, the newest first."""
        from carillon_client.generated.messages import Messages

        return self._own(Messages)

    @property
    def music_list(self) -> MusicList:
        """Each music, by name."""
        from carillon_client.generated.music import MusicList

        return self._own(MusicList)

    @property
    def numbers(self) -> Numbers:
        """Public numbers."""
        from carillon_client.generated.numbers import Numbers

        return self._own(Numbers)

    @property
    def paging_groups(self) -> PagingGroups:
        """Each paging, by name."""
        from carillon_client.generated.paging_groups import PagingGroups

        return self._own(PagingGroups)

    @property
    def parkings(self) -> Parkings:
        """Each parking, by name."""
        from carillon_client.generated.parkings import Parkings

        return self._own(Parkings)

    @property
    def permissions(self) -> Permissions:
        """Each permission, by name."""
        from carillon_client.generated.permissions import Permissions

        return self._own(Permissions)

    @property
    def phones(self) -> Phones:
        """Phones by login."""
        from carillon_client.generated.phones import Phones

        return self._own(Phones)

    @property
    def rate_tables(self) -> RateTables:
        """Each rate table, by name."""
        from carillon_client.generated.rate_tables import RateTables

        return self._own(RateTables)

    @property
    def received_faxes(self) -> ReceivedFaxes:
        """Faxes that came in, the newest first."""
        from carillon_client.generated.received_faxes import ReceivedFaxes

        return self._own(ReceivedFaxes)

    @property
    def recordings(self) -> Recordings:
        """Recordings, the newest first."""
        from carillon_client.generated.recordings import Recordings

        return self._own(Recordings)

    @property
    def rooms(self) -> Rooms:
        """Each room, by name."""
        from carillon_client.generated.rooms import Rooms

        return self._own(Rooms)

    @property
    def routes(self) -> Routes:
        """Each route, by name."""
        from carillon_client.generated.routes import Routes

        return self._own(Routes)

    @property
    def scenarios(self) -> Scenarios:
        """Saved scenarios, the oldest first."""
        from carillon_client.generated.scenarios import Scenarios

        return self._own(Scenarios)

    @property
    def schedules(self) -> Schedules:
        """Each schedule, by name."""
        from carillon_client.generated.schedules import Schedules

        return self._own(Schedules)

    @property
    def short_codes(self) -> ShortCodes:
        """Each short code, by name."""
        from carillon_client.generated.short_codes import ShortCodes

        return self._own(ShortCodes)

    @property
    def sounds(self) -> Sounds:
        """Each sound, by name."""
        from carillon_client.generated.sounds import Sounds

        return self._own(Sounds)

    @property
    def teams(self) -> Teams:
        """Each team, by name."""
        from carillon_client.generated.teams import Teams

        return self._own(Teams)

    @property
    def versions(self) -> Versions:
        """All changes, newest first."""
        from carillon_client.generated.versions import Versions

        return self._own(Versions)

    @property
    def waiting_lines(self) -> WaitingLines:
        """Each waiting line, by name."""
        from carillon_client.generated.waiting_lines import WaitingLines

        return self._own(WaitingLines)

    @property
    def webhooks(self) -> Webhooks:
        """Webhooks, the oldest first."""
        from carillon_client.generated.webhooks import Webhooks

        return self._own(Webhooks)

    def coverage(self, *, days: int | None = None) -> CoverageOut:
        """Ways through the company that no call took. `days`: How far to look back."""
        return cast(CoverageOut, self._act("GET", place("coverage"), CoverageOut, query={"days": days}))

    def list_custom_rows(
        self,
        collection: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        sort: Literal["age", "-age"] | None = None,
        fields: list[Literal["id", "at", "listener", "data"]] | None = None,
    ) -> CustomRowPage:
        """What a customisation has kept, the oldest first. `limit`: How many at most. `cursor`: `next_cursor`
        of the page before. `sort`: The order; a minus turns it round. `fields`: Only these, with commas
        between, and the id.
        """
        return cast(
            CustomRowPage,
            self._act(
                "GET",
                place("custom-rows", collection),
                CustomRowPage,
                query={"limit": limit, "cursor": cursor, "sort": sort, "fields": fields},
            ),
        )

    def get_customisation(self, *, language: Literal["en", "ru"] | None = None) -> CustomisationOut:
        """What serves the company now, and its extra fields. `language`: Of titles and descriptions."""
        return cast(
            CustomisationOut, self._act("GET", place("customisation"), CustomisationOut, query={"language": language})
        )

    def pin_customisation(self, wish: PinWish) -> Pinned:
        """Let a bundle serve the company from the next version on."""
        return cast(Pinned, self._act("PUT", place("customisation"), Pinned, body=plain(reader(PinWish), wish)))

    def unpin_customisation(self) -> Pinned:
        """Let the originals serve the company again."""
        return cast(Pinned, self._act("DELETE", place("customisation"), Pinned))

    def permit_debugging(self, wish: DebugWish) -> DebugOut:
        """Let a developer stand in the next call."""
        return cast(DebugOut, self._act("POST", place("debugging"), DebugOut, body=plain(reader(DebugWish), wish)))

    def document(self) -> DocumentOut:
        """The whole company as one document."""
        return cast(DocumentOut, self._act("GET", place("document"), DocumentOut))

    def document_schema(self, *, language: Literal["en", "ru"] | None = None) -> Any:
        """The JSON schema of this company's document, its own extra fields included. `language`: Of titles and
        descriptions.
        """
        return self._act("GET", place("document-schema"), Any, query={"language": language})

    def simulate_call(self, wish: SimulationWish) -> SimulationOut:
        """What would happen to a call."""
        return cast(
            SimulationOut,
            self._act("POST", place("simulations"), SimulationOut, body=plain(reader(SimulationWish), wish)),
        )

    def stream_events(self, *, topics: str | None = None) -> Iterator[Event]:
        """What happens in the company, told while it happens; `Last-Event-ID` goes on where a stream has
        ended. `topics`: Only these, with commas between: `call.*,version.live`; see event-topics.
        """
        return self._stream(place("stream"), query={"topics": topics})


class NewCompany(TypedDict, total=False):
    """What `companies.new()` takes."""

    id: str
    name: str
    language: str
    country: str
    time_zone: str


class Companies(Collection[Company]):
    """Companies that you may see."""

    _THING = Company
    _PATH = "companies"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewCompany]) -> Company:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["id", "-id", "name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[
            Literal[
                "custom",
                "id",
                "name",
                "language",
                "country",
                "time_zone",
                "area_code",
                "outside_prefix",
                "permission",
                "music",
                "recording_notice",
                "recording_days",
                "calls_at_once",
                "calls_per_minute",
                "money_per_day",
                "customisation",
                "version",
                "created_at",
            ]
        ]
        | None = None,
        search: str | None = None,
        country: str | None = None,
    ) -> Iterator[Company]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of name or id. `country`: ISO 3166.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search, "country": country})
