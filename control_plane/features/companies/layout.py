"""The form of the company itself."""

from typing import Final

from control_plane.features.objects.kinds.entries import MUSIC
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _

GROUPS: Final = (
    Group(
        "",
        (
            Entry("name", _("Name")),
            Entry("language", _("Language"), _("Of the sentences that callers and employees hear.")),
            Entry("country", _("Country"), _("Two letters such as RU: how numbers without country code are read.")),
            Entry("time_zone", _("Time zone"), _("Such as Europe/Moscow.")),
            Entry("area_code", _("Area code"), _("Numbers of this area are local calls.")),
            Entry("outside_prefix", _("Dialled before numbers outside"), _("Such as 9. Leave empty for nothing.")),
            MUSIC,
            Entry("customisation", _("Customisation"), _("Adds call logic and fields that this company alone has.")),
        ),
    ),
    Group(
        _("Recording"),
        (
            Entry("recording_notice", _("Callers hear that the call is recorded")),
            Entry("recording_days", _("Recordings are kept for"), _("0: for ever."), unit=_("days")),
        ),
    ),
    Group(
        _("Limits of calls outside"),
        (
            Entry("permission", _("Allowed to everybody without a class of their own")),
            Entry("calls_at_once", _("Calls at once"), _("0: no limit. Emergency calls always go through.")),
            Entry("calls_per_minute", _("New calls"), _("0: no limit."), unit=_("per minute")),
            Entry("money_per_day", _("Cost per day"), _("In ten-thousandths of your currency; 0: no limit.")),
        ),
    ),
)
