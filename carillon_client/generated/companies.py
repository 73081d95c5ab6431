"""Companies that you may see. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, Unpack, cast

from pydantic import Field

from carillon_client.connection import place
from carillon_client.generated.values import (
    ChangeOut,
    Destination,
    DraftValue,
    JobOut,
    Kind,
    NewPlace,
    Presence,
    Prompt,
    RecordingPolicy,
    RingOrder,
    SimulationOut,
)
from carillon_client.lists import Collection
from carillon_client.streams import Event
from carillon_client.things import Thing
from carillon_client.values import Value, plain, reader

if TYPE_CHECKING:
    from carillon_client.generated.audit import Audit
    from carillon_client.generated.bundles import Bundles
    from carillon_client.generated.caller_rules import CallerRules
    from carillon_client.generated.calls import Calls
    from carillon_client.generated.contacts import Contacts
    from carillon_client.generated.customisations import Customisations
    from carillon_client.generated.deliveries import Deliveries
    from carillon_client.generated.drafts import Drafts
    from carillon_client.generated.employees import Employees
    from carillon_client.generated.exports import Exports
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
    from carillon_client.generated.people import People
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
    from carillon_client.generated.visits import Visits
    from carillon_client.generated.waiting_lines import WaitingLines
    from carillon_client.generated.webhooks import Webhooks


Form: TypeAlias = Literal["backup", "old-backup", "dump"]


Grade: TypeAlias = Literal["taken", "changed", "left"]


Why: TypeAlias = Literal[
    "taken",
    "new-passwords",
    "fitted",
    "exists",
    "without-number",
    "weak-pin",
    "new-pin",
    "line-off",
    "end-of-hours",
    "every-year",
    "ends-call",
    "as-call-path",
    "switch",
    "no-file",
    "first-of-several",
    "strategy",
    "as-caller-rule",
    "abroad",
    "outside-prefix",
    "overridden",
    "time-zone",
    "letters-lost",
    "no-mailbox-data",
    "field",
    "platform",
    "table",
    "invalid",
    "mistake",
    "points-nowhere",
    "unknown-destination",
    "nobody",
    "outside-member",
    "no-outside-number",
    "no-short-number",
    "number-taken",
    "any-number",
    "technology",
    "no-host",
    "calendar",
    "time",
    "pattern",
    "emergency",
    "colleague-step",
    "no-sound",
    "not-in-file",
    "not-there",
    "archive-entry",
    "too-many",
    "unused",
]
"""Stable codes; `words.py` has a sentence for each."""


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


class EmployeeChanged(Value):
    """EmployeeChanged"""

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id"""
    name: str
    """Name. 1 to 100 characters."""
    number: str
    """Number"""
    ring_seconds: int
    """Ring seconds. 5 to 180."""
    outside_number: str | None
    """What people outside see when this employee calls; None: the line's own number."""
    email: str | None
    """Email"""
    language: str | None
    """Of the sentences this person hears; None: the company's."""
    ring_order: RingOrder
    """Ring order"""
    ring_steps: list[RingStep]
    """Empty: all phones at once for `ring_seconds`. At most 10 of them."""
    presence: Presence
    """Presence"""
    do_not_disturb: bool
    """Do not disturb"""
    call_waiting: bool
    """False: a second call meets busy."""
    forward_always: Destination | None
    """Forward always"""
    forward_busy: Destination | None
    """Forward busy"""
    forward_no_answer: Destination | None
    """Forward no answer"""
    forward_unreachable: Destination | None
    """Forward unreachable"""
    hours: str | None
    """A schedule: the person's working hours. Outside of them calls go to `after_hours`."""
    after_hours: Destination | None
    """After hours"""
    mailbox: str | None
    """Where calls go that nobody took and that no forward covers."""
    permission: str | None
    """Which calls outside are allowed; None: the company's own permission class."""
    has_pin: bool
    """Whether there is one; it is never shown"""
    secretary: str | None
    """An employee who is rung instead, except for callers in `let_through` and the secretary."""
    let_through: list[str]
    """Let through. At most 50 of them."""
    record: RecordingPolicy
    """Record"""
    supervises: list[Destination]
    """Teams and waiting lines in whose talks this person may listen, whisper and barge in by phone; empty:
    none. At most 50 of them.
    """
    spoken_name: Prompt | None
    """What the directory says of this person; None: the short number is read out."""
    change: ChangeOut
    """Change"""


class EmployeeOut(Value):
    """A person with a short number; the phones belong to the employee, see `Phone.employee`."""

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id"""
    name: str
    """Name. 1 to 100 characters."""
    number: str
    """Number"""
    ring_seconds: int
    """Ring seconds. 5 to 180."""
    outside_number: str | None
    """What people outside see when this employee calls; None: the line's own number."""
    email: str | None
    """Email"""
    language: str | None
    """Of the sentences this person hears; None: the company's."""
    ring_order: RingOrder
    """Ring order"""
    ring_steps: list[RingStep]
    """Empty: all phones at once for `ring_seconds`. At most 10 of them."""
    presence: Presence
    """Presence"""
    do_not_disturb: bool
    """Do not disturb"""
    call_waiting: bool
    """False: a second call meets busy."""
    forward_always: Destination | None
    """Forward always"""
    forward_busy: Destination | None
    """Forward busy"""
    forward_no_answer: Destination | None
    """Forward no answer"""
    forward_unreachable: Destination | None
    """Forward unreachable"""
    hours: str | None
    """A schedule: the person's working hours. Outside of them calls go to `after_hours`."""
    after_hours: Destination | None
    """After hours"""
    mailbox: str | None
    """Where calls go that nobody took and that no forward covers."""
    permission: str | None
    """Which calls outside are allowed; None: the company's own permission class."""
    has_pin: bool
    """Whether there is one; it is never shown"""
    secretary: str | None
    """An employee who is rung instead, except for callers in `let_through` and the secretary."""
    let_through: list[str]
    """Let through. At most 50 of them."""
    record: RecordingPolicy
    """Record"""
    supervises: list[Destination]
    """Teams and waiting lines in whose talks this person may listen, whisper and barge in by phone; empty:
    none. At most 50 of them.
    """
    spoken_name: Prompt | None
    """What the directory says of this person; None: the short number is read out."""


class ImportOut(Value):
    """What would come of the file. Nothing of it is in the company yet."""

    id: str
    """For taking it over, within a day"""
    form: Form
    """Form"""
    version: str
    """Of FreePBX; empty when the file does not say it"""
    taken: dict[str, int]
    """New objects by kind"""
    entries: list[ReportEntry]
    """Entries"""


class ImportedPhone(Value):
    """A phone with what it needs to sign in, shown this once."""

    id: str
    """Id"""
    employee_id: str
    """Employee id"""
    label: str
    """Label"""
    login: str
    """Login"""
    password: str
    """Password"""
    server: str
    """Host and port"""
    employee: str
    """Whose it is"""
    number: str
    """Their short number"""
    custom: dict[str, Any] | None = None
    """Extra fields of the company's customisation, by name"""


class ImportedPin(Value):
    """A PIN in the place of one that was easy to guess, shown this once."""

    kind: Literal["room"] = "room"
    """Kind"""
    id: str
    """Id"""
    name: str
    """Name"""
    pin: str
    """Pin"""


class ItemOut(Value):
    """ItemOut"""

    kind: Kind
    """Kind"""
    data: dict[str, Any]
    """Without what is default; see document-schema"""


class NewTemplate(Value):
    """NewTemplate"""

    name: str
    """Name. 1 to 100 characters."""
    about: str = ""
    """About. At most 500 characters."""
    kinds: list[Kind] | None = None
    """Only objects of these kinds; null: the whole company. At most 30 of them."""


class OwnSwitches(Value):
    """Fields that are left out stay as they are."""

    presence: Presence | None = None
    """Presence"""
    do_not_disturb: bool | None = None
    """Do not disturb"""
    call_waiting: bool | None = None
    """False: a second call meets busy."""
    forward_always: Destination | None = None
    """Forward always"""
    forward_busy: Destination | None = None
    """Forward busy"""
    forward_no_answer: Destination | None = None
    """Forward no answer"""
    forward_unreachable: Destination | None = None
    """Forward unreachable"""


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


class ProviderOut(Value):
    """ProviderOut"""

    id: str
    """Id"""
    name: str
    """Name"""
    issuer: str
    """Issuer"""
    client_id: str
    """Client id"""
    created_at: datetime
    """Created at"""
    sign_in_url: str
    """Where its people sign in; to be linked from their own pages"""
    callback_url: str
    """What the provider has to allow as redirect address"""


class ProviderWish(Value):
    """ProviderWish"""

    name: str
    """What the button of the sign-in page says. 1 to 100 characters."""
    issuer: str
    """As the provider writes it. 8 to 500 characters."""
    client_id: str
    """Client id. 1 to 500 characters."""
    client_secret: str | None = None
    """Never shown again; null: the former one stays. 1 to 500 characters."""


class ReportEntry(Value):
    """What became of something. Entries that differ in nothing but the row are one."""

    grade: Grade
    """`changed`: taken, but not as it was; `left`: not taken"""
    code: Why
    """Why, as a stable code"""
    text: str
    """Why, and what to do"""
    table: str
    """FreePBX's table, module or file"""
    rows: list[str]
    """Which of its rows, at most 20"""
    count: int
    """How many rows there are"""
    field: str
    """Which of its columns or settings; empty: the row as a whole"""
    value: str
    """What stood there; secrets are not shown"""
    kind: Kind | None
    """Of the object that it became"""
    name: str
    """Of that object"""


class RingStep(Value):
    """One phone of the person, or a number outside such as a mobile. Exactly one of `phone` and `number`."""

    phone: str | None = None
    """Phone"""
    number: str | None = None
    """Number"""
    after: int = 0
    """Seconds before it starts to ring. 0 to 120. Default: 0."""
    seconds: int = 20
    """With IN_ORDER: how long it rings. 5 to 180. Default: 20."""
    confirm: bool = True
    """Of a number outside: whoever answers must press 1, so that a private voicemail never swallows the call.
    Default: True.
    """


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
    draft: DraftValue | None = None
    """Instead of a version"""
    language: Literal["en", "ru"] | None = None
    """Of the words; null: as Accept-Language asks"""


class TakenOver(Value):
    """What has come of the file: one version of the company."""

    change: ChangeOut
    """Change"""
    taken: dict[str, int]
    """Taken"""
    entries: list[ReportEntry]
    """Entries"""
    phones: list[ImportedPhone]
    """Phones"""
    pins: list[ImportedPin]
    """Pins"""


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
    def audit(self) -> Audit:
        """Who did what from where, newest first."""
        from carillon_client.generated.audit import Audit

        return self._own(Audit)

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
    def drafts(self) -> Drafts:
        """Drafts, oldest first."""
        from carillon_client.generated.drafts import Drafts

        return self._own(Drafts)

    @property
    def employees(self) -> Employees:
        """Employees by short number."""
        from carillon_client.generated.employees import Employees

        return self._own(Employees)

    @property
    def exports(self) -> Exports:
        """The company's newest exports."""
        from carillon_client.generated.exports import Exports

        return self._own(Exports)

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
    def people(self) -> People:
        """Who has a login for a company."""
        from carillon_client.generated.people import People

        return self._own(People)

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
    def visits(self) -> Visits:
        """Who of support looked into the company, the newest first."""
        from carillon_client.generated.visits import Visits

        return self._own(Visits)

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

    def clone_company(self, wish: NewPlace) -> JobOut:
        """Make another company like this one, with new logins and passwords."""
        return cast(JobOut, self._act("POST", place("clone"), JobOut, body=plain(reader(NewPlace), wish)))

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

    def preview_import(self) -> ImportOut:
        """What would come of a FreePBX backup or database dump: the body is the file."""
        return cast(ImportOut, self._act("POST", place("freepbx-imports"), ImportOut))

    def import_(self, upload: str) -> ImportOut:
        """What would come of an uploaded file, with the company as it is now."""
        return cast(ImportOut, self._act("GET", place("freepbx-imports", upload), ImportOut))

    def take_over_import(self, upload: str) -> TakenOver:
        """Take an uploaded file over into the company, as one version."""
        return cast(TakenOver, self._act("POST", place("freepbx-imports", upload, "take-over"), TakenOver))

    def own_employee(self) -> EmployeeOut:
        """The employee that you are in this company."""
        return cast(EmployeeOut, self._act("GET", place("me"), EmployeeOut))

    def switch_own(self, wish: OwnSwitches) -> EmployeeChanged:
        """Switch your do-not-disturb, presence and forwards."""
        return cast(
            EmployeeChanged, self._act("PATCH", place("me"), EmployeeChanged, body=plain(reader(OwnSwitches), wish))
        )

    def simulate_call(self, wish: SimulationWish) -> SimulationOut:
        """What would happen to a call."""
        return cast(
            SimulationOut,
            self._act("POST", place("simulations"), SimulationOut, body=plain(reader(SimulationWish), wish)),
        )

    def single_sign_on(self) -> ProviderOut:
        """The identity provider with which the company's people sign in."""
        return cast(ProviderOut, self._act("GET", place("single-sign-on"), ProviderOut))

    def set_single_sign_on(self, wish: ProviderWish) -> ProviderOut:
        """Set the identity provider up; it is asked whether it answers."""
        return cast(
            ProviderOut, self._act("PUT", place("single-sign-on"), ProviderOut, body=plain(reader(ProviderWish), wish))
        )

    def remove_single_sign_on(self) -> None:
        """People sign in with passwords or passkeys again."""
        self._act("DELETE", place("single-sign-on"), None)

    def stream_events(self, *, topics: str | None = None) -> Iterator[Event]:
        """What happens in the company, told while it happens; `Last-Event-ID` goes on where a stream has
        ended. `topics`: Only these, with commas between: `call.*,version.live`; see event-topics.
        """
        return self._stream(place("stream"), query={"topics": topics})

    def save_template(self, wish: NewTemplate) -> JobOut:
        """Keep the company, or a part of it, as a template."""
        return cast(JobOut, self._act("POST", place("template"), JobOut, body=plain(reader(NewTemplate), wish)))


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
