"""A meeting room."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME, NUMBER, people
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Room


def _hosts(room: Room, company: Company) -> str:
    return people(company, room.hosts)


MEETING_ROOM = ObjectKind(
    cls=Room,
    plural="rooms",
    icon="easel",
    words=Words(
        one=_("Meeting room"),
        many=_("Meeting rooms"),
        lead=_("Whoever calls its number talks with everybody who is in the room."),
        add=_("Add meeting room"),
        none=_("No meeting rooms yet"),
    ),
    about=_hosts,
    groups=(
        Group(
            "",
            (
                NAME,
                NUMBER,
                Entry("pin", _("PIN of guests"), _("Four to twelve digits. Empty: everybody may come in.")),
                Entry("host_pin", _("PIN of hosts")),
                Entry("hosts", _("Hosts without a PIN")),
                Entry("wait_for_host", _("Guests wait for a host")),
                Entry("mute_on_entry", _("Guests are muted when they come in")),
                Entry("record", _("Record every meeting")),
                Entry("people_max", _("People at most")),
            ),
        ),
    ),
)
