"""Entries that several kinds have, in the same words."""

from collections.abc import Iterable
from typing import Final

from control_plane.features.objects.layout import Entry
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company

NAME: Final = Entry("name", _("Name"))
NUMBER: Final = Entry("number", _("Number"), _("Two to six digits. Colleagues dial it. Leave empty for none."))
MUSIC: Final = Entry("music", _("Hold music"))
RECORD: Final = Entry("record", _("Recording"))
PREFIX: Final = Entry(
    "prefix", _("Shown before the caller's name"), _("Such as “Sales: ”, so that people know how to greet.")
)
HOURS: Final = Entry("hours", _("Only during"))


def people(company: Company, ids: Iterable[str | None]) -> str:
    """The first names of a list of employees, as lists show them."""
    found = [person.name for each in ids if each is not None and (person := company.employees.get(each))]
    return ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
