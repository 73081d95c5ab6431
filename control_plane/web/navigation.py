"""The sections of a company, as the side bar lists them."""

from dataclasses import dataclass
from typing import Final

from control_plane.web.words import lazy_gettext


@dataclass(frozen=True)
class Section:
    name: str
    endpoint: str
    icon: str
    label: object


SECTIONS: Final = (
    Section("overview", "company_pages.overview", "house", lazy_gettext("Overview")),
    Section("employees", "employee_pages.listing", "people", lazy_gettext("Employees")),
    Section("numbers", "number_pages.listing", "hash", lazy_gettext("Numbers")),
    Section("telephony", "telephony_pages.show", "diagram-3", lazy_gettext("Telephony")),
    Section("calls", "journey_pages.listing", "telephone", lazy_gettext("Calls")),
    Section("changes", "version_pages.listing", "clock-history", lazy_gettext("Changes")),
)
