"""Frozen documents, one file per noun, and the whole company with its version and state hash."""

from tenants.model.caller_rule import CallerRule
from tenants.model.company import Company, WrongBase
from tenants.model.contact import Contact
from tenants.model.destination import Destination, DestinationKind
from tenants.model.employee import Employee, Presence, RingOrder, RingStep
from tenants.model.fax import Fax
from tenants.model.flow import Flow
from tenants.model.line import CallerIdPolicy, Codec, Line, LineAuthentication, MediaEncryption, Transport
from tenants.model.mailbox import Mailbox
from tenants.model.menu import Menu, MenuChoice
from tenants.model.number import Number, Treatment
from tenants.model.objects import Kind, TelephonyObject, parse_object
from tenants.model.paging import Paging
from tenants.model.parking import Parking
from tenants.model.permission import Permission
from tenants.model.phone import Phone
from tenants.model.profile import Profile
from tenants.model.prompt import Prompt
from tenants.model.recording import RecordingPolicy
from tenants.model.room import Room
from tenants.model.route import CallType, LineChoice, Rate, RateTable, Route
from tenants.model.schedule import ExceptionalDay, PublicHolidays, Schedule, Span, Weekday, WeeklySpan
from tenants.model.short_code import Service, ShortCode
from tenants.model.sound import Music, Sound
from tenants.model.team import Team, TeamOrder
from tenants.model.waiting_line import Agent, ExitChoice, LineStrategy, WaitingLine

__all__ = [
    "Agent",
    "CallType",
    "CallerIdPolicy",
    "CallerRule",
    "Codec",
    "Company",
    "Contact",
    "Destination",
    "DestinationKind",
    "Employee",
    "ExceptionalDay",
    "ExitChoice",
    "Fax",
    "Flow",
    "Kind",
    "Line",
    "LineAuthentication",
    "LineChoice",
    "LineStrategy",
    "Mailbox",
    "MediaEncryption",
    "Menu",
    "MenuChoice",
    "Music",
    "Number",
    "Paging",
    "Parking",
    "Permission",
    "Phone",
    "Presence",
    "Profile",
    "Prompt",
    "PublicHolidays",
    "Rate",
    "RateTable",
    "RecordingPolicy",
    "RingOrder",
    "RingStep",
    "Room",
    "Route",
    "Schedule",
    "Service",
    "ShortCode",
    "Sound",
    "Span",
    "Team",
    "TeamOrder",
    "TelephonyObject",
    "Transport",
    "Treatment",
    "WaitingLine",
    "Weekday",
    "WeeklySpan",
    "WrongBase",
    "parse_object",
]
