"""The sections of a company, as the side bar lists them."""

from dataclasses import dataclass
from typing import Final

from flask import url_for

from control_plane.core.context import Actor
from control_plane.core.roles import Permission
from control_plane.web.words import lazy_gettext


@dataclass(frozen=True)
class Section:
    name: str
    endpoint: str
    icon: str
    label: object
    permission: Permission = Permission.READ_COMPANY
    """Whoever lacks it does not see the section."""
    main: bool = False
    """Has a place in the bar of narrow windows, too."""


SECTIONS: Final = (
    Section("overview", "company_pages.overview", "house", lazy_gettext("Overview"), main=True),
    Section("employees", "employee_pages.listing", "people", lazy_gettext("Employees"), main=True),
    Section("me", "own_pages.show", "person", lazy_gettext("Me"), Permission.OWN_EMPLOYEE, main=True),
    Section("numbers", "number_pages.listing", "hash", lazy_gettext("Numbers")),
    Section("lines", "line_pages.listing", "arrow-left-right", lazy_gettext("Provider lines")),
    Section("telephony", "telephony_pages.show", "diagram-3", lazy_gettext("Telephony"), main=True),
    Section("calls", "journey_pages.listing", "telephone", lazy_gettext("Calls"), Permission.READ_CALLS, main=True),
    Section("messages", "message_pages.listing", "voicemail", lazy_gettext("Messages"), Permission.HEAR_MESSAGES),
    Section("recordings", "recording_pages.listing", "record-circle", lazy_gettext("Recordings"), Permission.LISTEN),
    Section("mails", "mail_pages.listing", "envelope", lazy_gettext("Mails"), Permission.LISTEN),
    Section("sounds", "sound_file_pages.listing", "soundwave", lazy_gettext("Sounds")),
    Section(
        "webhooks", "webhook_pages.listing", "box-arrow-right", lazy_gettext("Webhooks"), Permission.CHANGE_COMPANY
    ),
    Section("changes", "version_pages.listing", "clock-history", lazy_gettext("Changes")),
    Section("people", "people_pages.listing", "shield-lock", lazy_gettext("Access"), Permission.MANAGE_PEOPLE),
    Section("visits", "visit_pages.listing", "info-circle", lazy_gettext("Support's visits"), Permission.HOST_VISITS),
    Section("archive", "archive_pages.show", "journal-text", lazy_gettext("Archive"), Permission.CHANGE_COMPANY),
    Section("settings", "settings_pages.edit", "gear", lazy_gettext("Settings"), Permission.CHANGE_COMPANY),
)


def sections_of(actor: Actor, company: str | None) -> tuple[Section, ...]:
    """What somebody finds in the side bar of `company`."""
    bound = company in actor.employees
    mine = (section for section in SECTIONS if actor.may(section.permission, company))
    return tuple(section for section in mine if bound or section.permission is not Permission.OWN_EMPLOYEE)


def home_of(actor: Actor, company: str) -> str | None:
    """Where somebody begins in a company; None: they have no business in it."""
    section = next(iter(sections_of(actor, company)), None)
    if section is not None:
        return url_for(section.endpoint, company=company)
    visits = actor.may(Permission.VISIT_COMPANIES)
    return url_for("visit_pages.ask", company=company) if visits else None
