"""Where faxes arrive."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME, NUMBER
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Fax


def _email(fax: Fax, _company: Company) -> str:
    return fax.email


FAX = ObjectKind(
    cls=Fax,
    plural="fax-boxes",
    icon="printer",
    words=Words(
        one=_("Fax"),
        many=_("Fax"),
        lead=_("Faxes that come in are sent on by e-mail."),
        add=_("Add fax"),
        none=_("No fax yet"),
    ),
    about=_email,
    groups=(Group("", (NAME, NUMBER, Entry("email", _("E-mail"), _("Faxes are sent there.")))),),
)
