"""Short codes: services that people dial."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.choices import words_of
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import gettext
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, ShortCode


def _code(code: ShortCode, _company: Company) -> str:
    return code.code or gettext("switched off")


def _service(code: ShortCode) -> str:
    return words_of(code.service)


SHORT_CODE = ObjectKind(
    cls=ShortCode,
    plural="short-codes",
    icon="grid-3x3-gap",
    words=Words(
        one=_("Short code"),
        many=_("Short codes"),
        lead=_("What is dialled for a service in place of the usual code."),
        add=_("Add short code"),
        none=_("The usual codes are in force"),
    ),
    about=_code,
    title=_service,
    groups=(
        Group(
            "",
            (
                Entry("service", _("Service")),
                Entry("code", _("Code"), _("Begins with * or #, such as *78. Empty: the service is switched off.")),
            ),
        ),
    ),
)
