"""A menu: a greeting, and digits that lead somewhere."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME, NUMBER
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Menu

_CHOICES = (
    Entry("digits", _("Digits")),
    Entry("destination", _("Leads to")),
    Entry("label", _("Meaning")),
    Entry("language", _("Language from here on")),
)


def _choices(menu: Menu, _company: Company) -> str:
    parts = [f"{choice.digits}: {choice.label}" if choice.label else choice.digits for choice in menu.choices]
    return ", ".join(parts[:6])


MENU = ObjectKind(
    cls=Menu,
    plural="menus",
    icon="signpost-split",
    words=Words(
        one=_("Menu"),
        many=_("Menus"),
        lead=_("“Press 1 for sales”: a greeting, and digits that lead somewhere."),
        add=_("Add menu"),
        none=_("No menus yet"),
    ),
    about=_choices,
    groups=(
        Group(
            "",
            (
                NAME,
                NUMBER,
                Entry("greeting", _("Greeting")),
                Entry("choices", _("Choices"), entries=_CHOICES),
                Entry("dial_employees", _("Callers may dial short numbers")),
                Entry("on_silence", _("When nothing is pressed")),
                Entry("on_wrong", _("After wrong digits"), _("Leave empty for the same as when nothing is pressed.")),
            ),
        ),
        Group(
            _("More settings"),
            (
                Entry("wait_seconds", _("Waits for a digit"), unit=_("seconds")),
                Entry("attempts", _("Plays the greeting"), unit=_("times")),
                Entry("wrong", _("Said after a wrong digit")),
            ),
            rare=True,
        ),
    ),
)
