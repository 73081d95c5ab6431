"""What the history of a company says about a change of one object."""

from typing import Final, Literal

from tenants.model import Employee, Kind, Number, Profile, TelephonyObject
from tenants.model.names import name_of
from tenants.model.objects import kind_of

WORDS: Final = {
    Kind.TEAM: "Team",
    Kind.WAITING_LINE: "Waiting line",
    Kind.MENU: "Menu",
    Kind.FLOW: "Call path",
    Kind.SCHEDULE: "Opening hours",
    Kind.MAILBOX: "Mailbox",
    Kind.ROOM: "Meeting room",
    Kind.PARKING: "Parking",
    Kind.PAGING: "Announcement group",
    Kind.FAX: "Fax",
    Kind.CONTACT: "Contact",
    Kind.CALLER_RULE: "Caller rule",
    Kind.ROUTE: "Route",
    Kind.RATE_TABLE: "Rate table",
    Kind.PERMISSION: "Permission class",
    Kind.SHORT_CODE: "Short code",
    Kind.SOUND: "Sound",
    Kind.MUSIC: "Hold music",
}
Done = Literal["added", "changed", "removed"]


def summary(item: TelephonyObject, done: Done) -> str:
    """One of the sentences of `control_plane.web.sentences`, in English."""
    match item:
        case Profile():
            return f"Company profile {done}"
        case Employee():
            return f"{item.name} ({item.number}) {done}"
        case Number():
            return f"Number {item.number} {done}"
    kind = kind_of(item)
    if kind in (Kind.LINE, Kind.PHONE):
        return f"{kind.value.title()} {name_of(item)} {done}"
    return f"{WORDS[kind]} “{name_of(item)}” {done}"
