"""An employee's form."""

from typing import Final

from control_plane.features.objects.kinds.entries import RECORD
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import DestinationKind

_STEPS: Final = (
    Entry("phone", _("Phone")),
    Entry("number", _("or number outside"), _("Such as a mobile.")),
    Entry("after", _("Starts after"), _("Seconds from the beginning of the call.")),
    Entry("seconds", _("Rings for"), _("Seconds; only when phones ring one after the other.")),
    Entry("confirm", _("Press 1 to accept"), _("So that a private voicemail never swallows the call.")),
)
_PERSON: Final = Group(
    "",
    (
        Entry("name", _("Name"), _("As colleagues see it when the phone rings.")),
        Entry("number", _("Number"), _("Two to six digits. Colleagues dial it to call this employee.")),
        Entry("ring_seconds", _("Rings for"), unit=_("seconds")),
        Entry("outside_number", _("Number shown outside"), _("Leave empty to show the number of the provider line.")),
    ),
)
GROUPS: Final = (
    _PERSON,
    Group(
        _("Who takes the calls"),
        (
            Entry("do_not_disturb", _("Do not disturb")),
            Entry("presence", _("What colleagues see")),
            Entry("mailbox", _("Mailbox"), _("Where calls go that nobody took and that no forward covers.")),
            Entry("forward_always", _("Forward all calls")),
            Entry("forward_busy", _("Forward when busy")),
            Entry("forward_no_answer", _("Forward when nobody answers")),
            Entry("forward_unreachable", _("Forward when unreachable")),
            Entry("call_waiting", _("A second call rings, too")),
        ),
        rare=True,
    ),
    Group(
        _("Phones and mobile"),
        (
            Entry("ring_order", _("How the phones ring")),
            Entry("ring_steps", _("Which ones, and when"), _("No rows: all phones at once."), entries=_STEPS),
        ),
        rare=True,
    ),
    Group(
        _("Working hours and secretary"),
        (
            Entry("hours", _("Working hours")),
            Entry("after_hours", _("Outside of them, calls go to")),
            Entry("secretary", _("Secretary"), _("Is rung instead.")),
            Entry("let_through", _("Who may call directly all the same")),
        ),
        rare=True,
    ),
    Group(
        _("Rights and recording"),
        (
            Entry("permission", _("Which calls outside are allowed")),
            Entry("pin", _("PIN"), _("Four to twelve digits, for calls from somebody else's phone.")),
            RECORD,
            Entry(
                "supervises",
                _("May listen to the talks of"),
                kinds=(DestinationKind.TEAM, DestinationKind.WAITING_LINE),
            ),
        ),
        rare=True,
    ),
    Group(
        _("More settings"),
        (
            Entry("email", _("E-mail")),
            Entry("language", _("Language of the sentences")),
            Entry("spoken_name", _("Name as the directory says it")),
        ),
        rare=True,
    ),
)
