"""The sections of a company, as the side bar lists them."""

from dataclasses import dataclass
from typing import Final

from control_plane.web.words import lazy_gettext


@dataclass(frozen=True)
class Section:
    """`main` ones have a place in the bar of narrow windows, too."""

    name: str
    endpoint: str
    icon: str
    label: object
    main: bool = False


@dataclass(frozen=True)
class Group:
    label: object
    sections: tuple[Section, ...]


SECTIONS: Final = (
    Group(
        "",
        (
            Section("overview", "company_pages.overview", "house", lazy_gettext("Overview"), main=True),
            Section("calls", "journey_pages.listing", "telephone", lazy_gettext("Calls"), main=True),
        ),
    ),
    Group(
        lazy_gettext("People"),
        (
            Section("employees", "employee_pages.listing", "people", lazy_gettext("Employees"), main=True),
            Section("teams", "team_pages.listing", "people-fill", lazy_gettext("Teams")),
            Section("mailboxes", "mailbox_pages.listing", "voicemail", lazy_gettext("Mailboxes")),
            Section("contacts", "contact_pages.listing", "journal-text", lazy_gettext("Directory")),
        ),
    ),
    Group(
        lazy_gettext("How calls go"),
        (
            Section("numbers", "number_pages.listing", "hash", lazy_gettext("Numbers"), main=True),
            Section("schedules", "schedule_pages.listing", "calendar-week", lazy_gettext("Opening hours")),
            Section("menus", "menu_pages.listing", "signpost-split", lazy_gettext("Menus")),
            Section("waiting-lines", "waiting_line_pages.listing", "hourglass-split", lazy_gettext("Waiting lines")),
            Section("flows", "flow_pages.listing", "diagram-3", lazy_gettext("Call paths")),
            Section("caller-rules", "caller_rule_pages.listing", "slash-circle", lazy_gettext("Caller rules")),
            Section("sounds", "sound_pages.listing", "soundwave", lazy_gettext("Sounds")),
            Section("music", "music_pages.listing", "music-note-beamed", lazy_gettext("Hold music")),
        ),
    ),
    Group(
        lazy_gettext("Inside the company"),
        (
            Section("rooms", "room_pages.listing", "easel", lazy_gettext("Meeting rooms")),
            Section("parkings", "parking_pages.listing", "p-square", lazy_gettext("Parking")),
            Section("paging-groups", "paging_pages.listing", "megaphone", lazy_gettext("Announcements")),
            Section("fax-boxes", "fax_pages.listing", "printer", lazy_gettext("Fax")),
            Section("short-codes", "short_code_pages.listing", "grid-3x3-gap", lazy_gettext("Short codes")),
        ),
    ),
    Group(
        lazy_gettext("Calls outside"),
        (
            Section("lines", "line_pages.listing", "hdd-network", lazy_gettext("Provider lines")),
            Section("routes", "route_pages.listing", "arrow-up-right", lazy_gettext("Outgoing routes")),
            Section("rate-tables", "rate_table_pages.listing", "cash-coin", lazy_gettext("Rates")),
            Section("permissions", "permission_pages.listing", "shield-lock", lazy_gettext("Permissions")),
        ),
    ),
    Group(
        lazy_gettext("Company"),
        (
            Section("changes", "version_pages.listing", "clock-history", lazy_gettext("Changes")),
            Section("settings", "settings_pages.edit", "gear", lazy_gettext("Settings")),
        ),
    ),
)
