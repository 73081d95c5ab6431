"""The union of all objects that a company's document holds, by kind."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, TypeVar, get_args

from tenants.model.caller_rule import CallerRule
from tenants.model.contact import Contact
from tenants.model.document import canonical_json, sha256
from tenants.model.employee import Employee
from tenants.model.fax import Fax
from tenants.model.flow import Flow
from tenants.model.line import Line
from tenants.model.mailbox import Mailbox
from tenants.model.menu import Menu
from tenants.model.number import Number
from tenants.model.paging import Paging
from tenants.model.parking import Parking
from tenants.model.permission import Permission
from tenants.model.phone import Phone
from tenants.model.profile import Profile
from tenants.model.room import Room
from tenants.model.route import RateTable, Route
from tenants.model.schedule import Schedule
from tenants.model.short_code import ShortCode
from tenants.model.sound import Music, Sound
from tenants.model.team import Team
from tenants.model.waiting_line import WaitingLine


class Kind(StrEnum):
    """The kinds of object in a document; the value is also the wire's word for it."""

    PROFILE = "profile"
    EMPLOYEE = "employee"
    PHONE = "phone"
    NUMBER = "number"
    LINE = "line"
    TEAM = "team"
    WAITING_LINE = "waiting-line"
    MENU = "menu"
    FLOW = "flow"
    SCHEDULE = "schedule"
    MAILBOX = "mailbox"
    ROOM = "room"
    PARKING = "parking"
    PAGING = "paging"
    FAX = "fax"
    CONTACT = "contact"
    CALLER_RULE = "caller-rule"
    ROUTE = "route"
    RATE_TABLE = "rate-table"
    PERMISSION = "permission"
    SHORT_CODE = "short-code"
    SOUND = "sound"
    MUSIC = "music"


TelephonyObject = (
    Profile
    | Employee
    | Phone
    | Number
    | Line
    | Team
    | WaitingLine
    | Menu
    | Flow
    | Schedule
    | Mailbox
    | Room
    | Parking
    | Paging
    | Fax
    | Contact
    | CallerRule
    | Route
    | RateTable
    | Permission
    | ShortCode
    | Sound
    | Music
)

Shared = TypeVar("Shared", bound=TelephonyObject)

CLASSES: Final[dict[Kind, type[TelephonyObject]]] = dict(zip(Kind, get_args(TelephonyObject), strict=True))
"""The class of each kind; both lists above stand in the same order."""
_KINDS = {cls: kind for kind, cls in CLASSES.items()}


def kind_of(item: TelephonyObject) -> Kind:
    """The kind under which `item` stands in a document."""
    return _KINDS[type(item)]


def kind_of_class(cls: type[TelephonyObject]) -> Kind:
    """The kind of all objects of `cls`."""
    return _KINDS[cls]


def parse_object(kind: Kind, data: Any) -> TelephonyObject:
    """Build the object of `kind` from plain data. Raises pydantic.ValidationError."""
    return share_given(CLASSES[kind].model_validate(data))


def share_given(item: Shared) -> Shared:
    """`item`, whose note of which fields were given is now one with all others alike.

    A frozen document never changes it, and thousands of employees have the same: half a kilobyte saved for each.
    """
    object.__setattr__(item, "__pydantic_fields_set__", given_fields(item.model_fields_set))
    return item


_GIVEN: dict[frozenset[str], set[str]] = {}


def given_fields(names: Iterable[str]) -> set[str]:
    """One and the same set for the same names; not to be changed."""
    key = frozenset(names)
    if (known := _GIVEN.get(key)) is None:
        known = _GIVEN[key] = set(key)
    return known


def object_hash(item: TelephonyObject) -> int:
    """The object's share of the company's state hash, 0 ≤ hash < 2²⁵⁶."""
    return sha256(canonical_json([kind_of(item), item.plain()]))
