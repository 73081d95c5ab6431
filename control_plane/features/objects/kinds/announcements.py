"""An announcement or intercom group: phones answer by themselves."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME, people
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Paging


def _members(group: Paging, company: Company) -> str:
    return people(company, group.members)


ANNOUNCEMENTS = ObjectKind(
    cls=Paging,
    plural="paging-groups",
    icon="megaphone",
    words=Words(
        one=_("Announcement group"),
        many=_("Announcements"),
        lead=_("Dial the number and speak: the phones of the group answer by themselves."),
        add=_("Add announcement group"),
        none=_("No announcement groups yet"),
    ),
    about=_members,
    groups=(
        Group(
            "",
            (
                NAME,
                Entry("number", _("Number"), _("Two to six digits. Colleagues dial it.")),
                Entry("members", _("Who hears it")),
                Entry("two_way", _("They can speak back")),
                Entry("callers", _("Who may announce"), _("Nobody chosen: everybody in the company.")),
            ),
        ),
    ),
)
