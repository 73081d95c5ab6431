"""A team: several people behind one number."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import MUSIC, NAME, NUMBER, PREFIX, RECORD, people
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, DestinationKind, Team


def _members(team: Team, company: Company) -> str:
    return people(company, [member.id for member in team.members])


TEAM = ObjectKind(
    cls=Team,
    plural="teams",
    icon="people-fill",
    words=Words(
        one=_("Team"),
        many=_("Teams"),
        lead=_("Several people behind one number: whoever is free takes the call."),
        add=_("Add team"),
        none=_("No teams yet"),
    ),
    about=_members,
    groups=(
        Group(
            "",
            (
                NAME,
                NUMBER,
                Entry("members", _("Members"), kinds=(DestinationKind.EMPLOYEE, DestinationKind.TEAM), ordered=True),
                Entry("order", _("Who rings")),
                Entry("ring_seconds", _("Rings for"), unit=_("seconds")),
                Entry("overflow", _("When nobody takes the call")),
            ),
        ),
        Group(
            _("More settings"),
            (
                Entry(
                    "rounds", _("Rounds"), _("How often everybody gets a turn, when members ring one after the other.")
                ),
                Entry("skip_busy", _("Do not ring members who are talking")),
                PREFIX,
                MUSIC,
                RECORD,
            ),
            rare=True,
        ),
    ),
)
