"""Permission classes for calls outside."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.choices import words_of
from control_plane.features.objects.kinds.entries import NAME
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Permission


def _types(permission: Permission, _company: Company) -> str:
    return ", ".join(words_of(each) for each in permission.types)


PERMISSION = ObjectKind(
    cls=Permission,
    plural="permissions",
    icon="shield-lock",
    words=Words(
        one=_("Permission class"),
        many=_("Permissions"),
        lead=_("Which calls outside employees may make. Emergency calls are always possible."),
        add=_("Add permission class"),
        none=_("No permission classes yet"),
    ),
    about=_types,
    groups=(
        Group(
            "",
            (
                NAME,
                Entry("types", _("Allowed kinds of number")),
                Entry("allowed", _("Also allowed"), _("Beginnings of numbers, one per line, such as +44.")),
                Entry("denied", _("Never allowed"), _("Beginnings of numbers, one per line; the longest wins.")),
            ),
        ),
    ),
)
