"""A call path (flow): a small graph of steps that a call walks through."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME, NUMBER
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from control_plane.web.words import ngettext
from tenants.model import Company, Flow


def _steps(flow: Flow, _company: Company) -> str:
    return ngettext("%(num)d step", "%(num)d steps", len(flow.steps))


CALL_PATH = ObjectKind(
    cls=Flow,
    plural="flows",
    icon="diagram-3",
    words=Words(
        one=_("Call path"),
        many=_("Call paths"),
        lead=_("Steps that a call walks through: say, ask, branch, ring, ask a web service, hand on."),
        add=_("Add call path"),
        none=_("No call paths yet"),
    ),
    about=_steps,
    groups=(
        Group(
            "",
            (
                NAME,
                NUMBER,
                Entry("start", _("First step")),
                Entry("steps", _("Steps"), _("As JSON: a list of steps. The API's description names all of them.")),
            ),
        ),
    ),
)
