"""The directory: names of the company or of one person."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.formats import phone_number
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Contact


def _number(contact: Contact, _company: Company) -> str:
    return phone_number(contact.number)


DIRECTORY = ObjectKind(
    cls=Contact,
    plural="contacts",
    icon="journal-text",
    words=Words(
        one=_("Contact"),
        many=_("Directory"),
        lead=_("Names that are shown when these numbers call, and speed dials."),
        add=_("Add contact"),
        none=_("The directory is empty"),
    ),
    about=_number,
    groups=(
        Group(
            "",
            (
                NAME,
                Entry("number", _("Number"), _("Of somebody outside, as you would write it.")),
                Entry("owner", _("Only for"), _("Leave empty for the whole company.")),
                Entry("speed_dial", _("Speed dial"), _("One to three digits.")),
            ),
        ),
    ),
)
