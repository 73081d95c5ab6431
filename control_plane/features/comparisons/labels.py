"""What people call the fields of objects: as their forms do."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from pydantic import BaseModel

from control_plane.features.companies.layout import GROUPS as OF_THE_COMPANY
from control_plane.features.employees.layout import GROUPS as OF_EMPLOYEES
from control_plane.features.numbers.layout import NUMBER
from control_plane.features.objects.forms.extra import extra_groups
from control_plane.features.objects.kinds.every import KINDS
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Employee, Line, Phone, Profile, TelephonyObject

_OF_LINES: Final[dict[str, object]] = {
    "name": _("Name"),
    "host": _("Server of the provider"),
    "port": _("Port"),
    "transport": _("Signalling"),
    "authentication": _("How the provider knows us"),
    "username": _("User name"),
    "password": _("Password"),
    "caller_number": _("Number shown outside"),
    "verify_certificate": _("Certificate, with TLS"),
    "media_encryption": _("Sound"),
    "codecs": _("Sound formats"),
    "caller_id": _("What people outside see"),
    "first_sign_seconds": _("Seconds until it rings"),
    "calls_max": _("Calls at once"),
    "disabled": _("Switched off"),
}
_OF_PHONES: Final[dict[str, object]] = {
    "employee": _("Employee"),
    "label": _("Name"),
    "login": _("Login"),
    "digest": _("Password"),
    "legacy_digest": _("Password"),
}


def label_of(cls: type[BaseModel], field: str, company: Company) -> str:
    """In the reader's language; the field's own name, readable, where no form shows it."""
    if field.startswith("custom."):
        return _extra_label(cls, field, company)
    return str(_labels().get((cls, field)) or field.replace("_", " ").capitalize())


def nested_label(field: str) -> str:
    """Of a field of the rows of a list."""
    return str(_nested_labels().get(field) or field.replace("_", " "))


def _extra_label(cls: type[BaseModel], field: str, company: Company) -> str:
    groups = extra_groups(cls, company) if issubclass(cls, TelephonyObject) else ()
    words = {entry.name: entry.label for entry in _entries(groups)}
    return str(words.get(field) or field.removeprefix("custom.").replace("_", " ").capitalize())


@cache
def _labels() -> dict[tuple[type[BaseModel], str], object]:
    shown: list[tuple[type[BaseModel], Iterable[Group]]] = [(Profile, OF_THE_COMPANY), (Employee, OF_EMPLOYEES)]
    shown += [(kind.cls, (*kind.first, *kind.groups)) for kind in (*KINDS, NUMBER)]
    labels = {(cls, entry.name): entry.label for cls, groups in shown for entry in _entries(groups)}
    labels |= {(Line, name): label for name, label in _OF_LINES.items()}
    return labels | {(Phone, name): label for name, label in _OF_PHONES.items()}


@cache
def _nested_labels() -> dict[str, object]:
    groups = [group for kind in KINDS for group in kind.groups]
    inner = (nested for entry in _entries([*groups, *OF_EMPLOYEES]) for nested in entry.entries)
    return {entry.name: entry.label for entry in inner}


def _entries(groups: Iterable[Group]) -> Iterator[Entry]:
    for group in groups:
        yield from group.entries
