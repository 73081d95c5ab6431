"""What happens to certain callers from outside."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import CallerRule, Company


def _prefix(rule: CallerRule, _company: Company) -> str:
    return rule.prefix


CALLER_RULE = ObjectKind(
    cls=CallerRule,
    plural="caller-rules",
    icon="slash-circle",
    words=Words(
        one=_("Caller rule"),
        many=_("Caller rules"),
        lead=_("Callers who are turned away, or sent somewhere of their own."),
        add=_("Add rule"),
        none=_("No caller rules yet"),
    ),
    about=_prefix,
    groups=(
        Group(
            "",
            (
                NAME,
                Entry("prefix", _("Numbers that begin with"), _("With plus and country code; the longest wins.")),
                Entry("treatment", _("What happens")),
                Entry("destination", _("Sent to"), _("Only when callers are sent somewhere.")),
                Entry("numbers", _("Only for calls to"), _("Nothing chosen: to all numbers of the company.")),
            ),
        ),
    ),
)
