"""Frozen documents, one file per noun, and the whole company with its version and state hash."""

from tenants.model.company import Company, WrongBase
from tenants.model.destination import Destination, DestinationKind
from tenants.model.employee import Employee
from tenants.model.line import Line, LineAuthentication, Transport
from tenants.model.number import Number
from tenants.model.objects import Kind, Profile, TelephonyObject, parse_object
from tenants.model.phone import Phone

__all__ = [
    "Company",
    "Destination",
    "DestinationKind",
    "Employee",
    "Kind",
    "Line",
    "LineAuthentication",
    "Number",
    "Phone",
    "Profile",
    "TelephonyObject",
    "Transport",
    "WrongBase",
    "parse_object",
]
