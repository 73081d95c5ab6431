"""Employees by short number. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack, cast

from carillon_client.connection import Content, place
from carillon_client.generated.values import ChangeOut, Destination, Presence, Prompt, RecordingPolicy, RingOrder
from carillon_client.lists import Collection
from carillon_client.things import Thing
from carillon_client.values import Value, plain, reader


class EmployeePhone(Value):
    """With what the phone needs to sign in. The password cannot be read again, only renewed."""

    label: str = "Desk"
    """Label. 1 to 100 characters. Default: 'Desk'."""
    custom: dict[str, Any] | None = None
    """Extra fields of the company's customisation, by name"""
    id: str | None = None
    """Id"""
    employee_id: str | None = None
    """Employee id"""
    login: str | None = None
    """Login"""
    password: str | None = None
    """Password"""
    server: str | None = None
    """Host and port"""


class EmployeeRows(Value):
    """One object per employee with the fields of NewEmployee; who has the number already is changed."""

    rows: list[dict[str, Any]]
    """The fields of NewEmployee; `number` is needed"""


class EmployeesImported(Value):
    """EmployeesImported"""

    added: int
    """Employees with a new number"""
    changed: int
    """Changed"""
    unchanged: int
    """Everything is already as the table says"""
    faults: list[FaultOut]
    """Of a dry run; at most 1000 are listed"""
    faults_count: int
    """Faults count"""
    employees: list[HiredOut]
    """The new ones; empty after a dry run"""
    change: ChangeOut | None
    """null: nothing was changed"""


class FaultOut(Value):
    """FaultOut"""

    place: str
    """Row and column, as people count them"""
    code: str
    """Code"""
    message: str
    """What is wrong and what to do"""


class HiredOut(Value):
    """Somebody new, with phones whose passwords are shown this once."""

    id: str
    """Id"""
    name: str
    """Name"""
    number: str
    """Number"""
    phones: list[PhoneSecret]
    """Phones"""


class PhoneSecret(Value):
    """With what the phone needs to sign in. The password cannot be read again, only renewed."""

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
    custom: dict[str, Any] | None = None
    """Extra fields of the company's customisation, by name"""


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


class Employee(Thing):
    """A person with a short number; the phones belong to the employee, see `Phone.employee`."""

    _FIELDS = (
        "custom",
        "id",
        "name",
        "number",
        "ring_seconds",
        "outside_number",
        "email",
        "language",
        "ring_order",
        "ring_steps",
        "presence",
        "do_not_disturb",
        "call_waiting",
        "forward_always",
        "forward_busy",
        "forward_no_answer",
        "forward_unreachable",
        "hours",
        "after_hours",
        "mailbox",
        "permission",
        "has_pin",
        "secretary",
        "let_through",
        "record",
        "supervises",
        "spoken_name",
        "phones",
        "pin",
    )
    _KEY = "id"
    _NEW = frozenset(
        (
            "custom",
            "name",
            "number",
            "ring_seconds",
            "outside_number",
            "email",
            "language",
            "ring_order",
            "ring_steps",
            "presence",
            "do_not_disturb",
            "call_waiting",
            "forward_always",
            "forward_busy",
            "forward_no_answer",
            "forward_unreachable",
            "hours",
            "after_hours",
            "mailbox",
            "permission",
            "pin",
            "secretary",
            "let_through",
            "record",
            "supervises",
            "spoken_name",
            "phones",
        )
    )
    _DEFAULTS = {
        "custom": {},
        "ring_seconds": 20,
        "outside_number": None,
        "email": None,
        "language": None,
        "ring_order": "all",
        "ring_steps": [],
        "presence": "available",
        "do_not_disturb": False,
        "call_waiting": True,
        "forward_always": None,
        "forward_busy": None,
        "forward_no_answer": None,
        "forward_unreachable": None,
        "hours": None,
        "after_hours": None,
        "mailbox": None,
        "permission": None,
        "pin": None,
        "secretary": None,
        "let_through": [],
        "record": "never",
        "supervises": [],
        "spoken_name": None,
        "phones": [{"label": "Desk", "custom": {}}],
    }
    _CHANGE = frozenset(
        (
            "custom",
            "name",
            "number",
            "ring_seconds",
            "outside_number",
            "email",
            "language",
            "ring_order",
            "ring_steps",
            "presence",
            "do_not_disturb",
            "call_waiting",
            "forward_always",
            "forward_busy",
            "forward_no_answer",
            "forward_unreachable",
            "hours",
            "after_hours",
            "mailbox",
            "permission",
            "pin",
            "secretary",
            "let_through",
            "record",
            "supervises",
            "spoken_name",
        )
    )

    custom: dict[str, Any]
    """Custom"""
    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    number: str
    """Number"""
    ring_seconds: int
    """Ring seconds. 5 to 180. Default: 20."""
    outside_number: str | None
    """What people outside see when this employee calls; None: the line's own number."""
    email: str | None
    """Email"""
    language: str | None
    """Of the sentences this person hears; None: the company's."""
    ring_order: RingOrder
    """Ring order. Default: 'all'."""
    ring_steps: list[RingStep]
    """Empty: all phones at once for `ring_seconds`. At most 10 of them."""
    presence: Presence
    """Presence. Default: 'available'."""
    do_not_disturb: bool
    """Do not disturb. Default: False."""
    call_waiting: bool
    """False: a second call meets busy. Default: True."""
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
    """Whether there is one; it is never shown. Only read."""
    secretary: str | None
    """An employee who is rung instead, except for callers in `let_through` and the secretary."""
    let_through: list[str]
    """Let through. At most 50 of them."""
    record: RecordingPolicy
    """Record. Default: 'never'."""
    supervises: list[Destination]
    """Teams and waiting lines in whose talks this person may listen, whisper and barge in by phone; empty:
    none. At most 50 of them.
    """
    spoken_name: Prompt | None
    """What the directory says of this person; None: the short number is read out."""
    phones: list[EmployeePhone]
    """One phone called Desk unless told otherwise. At most 10 of them. Default: [{'label': 'Desk', 'custom':
    {}}]. Cannot be changed afterwards.
    """
    pin: str | None
    """For calls from somebody else's phone."""


class NewEmployee(TypedDict, total=False):
    """What `employees.new()` takes."""

    custom: dict[str, Any]
    name: str
    number: str
    ring_seconds: int
    outside_number: str | None
    email: str | None
    language: str | None
    ring_order: RingOrder
    ring_steps: list[RingStep]
    presence: Presence
    do_not_disturb: bool
    call_waiting: bool
    forward_always: Destination | None
    forward_busy: Destination | None
    forward_no_answer: Destination | None
    forward_unreachable: Destination | None
    hours: str | None
    after_hours: Destination | None
    mailbox: str | None
    permission: str | None
    pin: str | None
    secretary: str | None
    let_through: list[str]
    record: RecordingPolicy
    supervises: list[Destination]
    spoken_name: Prompt | None
    phones: list[EmployeePhone]


class Employees(Collection[Employee]):
    """Employees by short number."""

    _THING = Employee
    _PATH = "employees"
    _FOUND_BY = {"number": "number", "name": "search"}
    _NAMES = ("number", "name")

    def new(self, **fields: Unpack[NewEmployee]) -> Employee:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["number", "-number", "name", "-name", "ring_seconds", "-ring_seconds"] | None = None,
        fields: list[
            Literal[
                "custom",
                "id",
                "name",
                "number",
                "ring_seconds",
                "outside_number",
                "email",
                "language",
                "ring_order",
                "ring_steps",
                "presence",
                "do_not_disturb",
                "call_waiting",
                "forward_always",
                "forward_busy",
                "forward_no_answer",
                "forward_unreachable",
                "hours",
                "after_hours",
                "mailbox",
                "permission",
                "has_pin",
                "secretary",
                "let_through",
                "record",
                "supervises",
                "spoken_name",
            ]
        ]
        | None = None,
        search: str | None = None,
        number: str | None = None,
        outside_number: str | None = None,
    ) -> Iterator[Employee]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name, or the number's beginning. `number`:
        Who has this short number. `outside_number`: Who shows this number outside.
        """
        return self._walk(
            {"sort": sort, "fields": fields, "search": search, "number": number, "outside_number": outside_number}
        )

    def export(
        self, *, format: Literal["csv", "xlsx"] | None = None, language: Literal["en", "ru"] | None = None
    ) -> bytes:
        """All employees as a table, which can be imported again. `format`: CSV is UTF-8 with a mark, for
        spreadsheets. `language`: Of the header row.
        """
        return cast(bytes, self._act("GET", place("export"), bytes, query={"format": format, "language": language}))

    def import_(self, wish: EmployeeRows, *, dry_run: bool | None = None) -> EmployeesImported:
        """Add or change up to 5,000 employees, all or none of them. `dry_run`: Only tell what would be done,
        with every fault.
        """
        return cast(
            EmployeesImported,
            self._act(
                "POST",
                place("import"),
                EmployeesImported,
                query={"dry_run": dry_run},
                body=plain(reader(EmployeeRows), wish),
            ),
        )

    def import_file(
        self, content: Content, *, content_type: str = "text/csv", dry_run: bool | None = None
    ) -> EmployeesImported:
        """The same from a table: the body is a CSV or XLSX file. `dry_run`: Only tell what would be done, with
        every fault.
        """
        return cast(
            EmployeesImported,
            self._act(
                "POST",
                place("import-file"),
                EmployeesImported,
                query={"dry_run": dry_run},
                content=content,
                content_type=content_type,
            ),
        )
