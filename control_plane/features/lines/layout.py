"""A provider line as lists and forms show it."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import gettext
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Line


def _host(line: Line, _company: Company) -> str:
    if line.disabled:
        return gettext("switched off")
    return line.host or gettext("a line of the platform")


LINE = ObjectKind(
    cls=Line,
    plural="lines",
    icon="hdd-network",
    words=Words(
        one=_("Provider line"),
        many=_("Provider lines"),
        lead=_("The roads to and from the public telephone network."),
        add=_("Add provider line"),
        none=_("No provider lines yet"),
    ),
    about=_host,
    groups=(
        Group(
            "",
            (
                NAME,
                Entry("host", _("Server"), _("Name or address that your provider gave you.")),
                Entry("authentication", _("How we are known there")),
                Entry("username", _("User name")),
                Entry("password", _("Password")),
                Entry("caller_number", _("Number shown outside"), _("When an employee has none of their own.")),
                Entry("disabled", _("Switched off")),
            ),
        ),
        Group(
            _("More settings"),
            (
                Entry("transport", _("Transport")),
                Entry("port", _("Port")),
                Entry("media_encryption", _("Voice")),
                Entry("codecs", _("Codecs")),
                Entry("caller_id", _("What the called side sees")),
                Entry("calls_max", _("Calls at once"), _("0: no limit. Emergency calls always go through.")),
            ),
            rare=True,
        ),
    ),
)
