"""Opening hours."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import NAME
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import gettext
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, Schedule

_WEEK = (Entry("days", _("Days")), Entry("opens", _("Opens")), Entry("closes", _("Closes")))
_DAYS = (
    Entry("date", _("Date")),
    Entry("name", _("Occasion")),
    Entry("spans", _("Hours"), _("Such as 09:00-13:00, 14:00-18:00. Empty: closed.")),
)


def _state(schedule: Schedule, _company: Company) -> str:
    if schedule.closed_now:
        return gettext("Closed by hand")
    return ", ".join(f"{span.opens}–{span.closes}" for span in schedule.weekly[:3])


OPENING_HOURS = ObjectKind(
    cls=Schedule,
    plural="schedules",
    icon="calendar-week",
    words=Words(
        one=_("Opening hours"),
        many=_("Opening hours"),
        lead=_("When the company, a department or a person can be reached."),
        add=_("Add opening hours"),
        none=_("No opening hours yet"),
    ),
    about=_state,
    groups=(
        Group(
            "",
            (
                NAME,
                Entry("weekly", _("Week"), _("A break is two rows. 24:00 is the end of the day."), entries=_WEEK),
                Entry("closed_now", _("Closed now"), _("Until somebody opens again, whatever the hours say.")),
                Entry(
                    "number", _("Number of the switch"), _("Dialling it closes and opens; a button's lamp shows it.")
                ),
            ),
        ),
        Group(
            _("Holidays and exceptional days"),
            (
                Entry(
                    "holidays", _("Closed on public holidays of"), _("Country such as RU; region where it has its own.")
                ),
                Entry("days", _("Exceptional days"), entries=_DAYS),
                Entry("working_days", _("Worked although a holiday"), _("One date per line, such as 2026-11-07.")),
            ),
            rare=True,
        ),
    ),
)
