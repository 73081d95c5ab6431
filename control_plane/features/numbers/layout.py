"""A public number as lists and forms show it."""

from control_plane.features.objects.forms.choices import label
from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.choices import words_of
from control_plane.features.objects.kinds.entries import PREFIX, RECORD
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.formats import phone_number
from control_plane.web.words import gettext
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Destination, Kind, Number


def _title(number: Number) -> str:
    return phone_number(number.number)


def _leads_to(number: Number, company: Company) -> str:
    return where(number.destination, company)


def where(destination: Destination | None, company: Company) -> str:
    """Where a call goes, in words; empty for nowhere."""
    if destination is None:
        return gettext("leads nowhere")
    if destination.number is not None:
        return phone_number(destination.number)
    if destination.id == company.id:
        return words_of(destination.kind)
    item = company.objects.get((Kind(destination.kind.value), destination.id or ""))
    return label(item) if item is not None else ""


_SETTINGS = (
    Group(
        "",
        (
            Entry("destination", _("Calls go to"), _("The next call follows the new choice; calls in progress go on.")),
            Entry("label", _("Note"), _("Such as “advertising” or “front desk”. Callers never see it.")),
        ),
    ),
    Group(
        _("Greeting and opening hours"),
        (
            Entry("greeting", _("Greeting")),
            Entry("hours", _("Opening hours")),
            Entry("closed", _("While closed, calls go to"), _("Nowhere: callers hear that the company is closed.")),
            Entry("language", _("Language of the sentences")),
        ),
        rare=True,
    ),
    Group(
        _("More settings"),
        (
            Entry("anonymous", _("Callers who hide their number")),
            Entry("anonymous_to", _("Hidden callers are sent to")),
            PREFIX,
            RECORD,
        ),
        rare=True,
    ),
)
NUMBER = ObjectKind(
    cls=Number,
    plural="numbers",
    icon="hash",
    words=Words(
        one=_("Number"),
        many=_("Numbers"),
        lead=_("The numbers people outside call, and who takes those calls."),
        add=_("Add number"),
        none=_("No numbers yet"),
    ),
    about=_leads_to,
    title=_title,
    first=(Group("", (Entry("number", _("Number"), _("As your provider gave it, such as +7 495 123-00-01.")),)),),
    groups=_SETTINGS,
)
