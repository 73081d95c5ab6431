"""A waiting line: callers wait in turn for the next free agent."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import MUSIC, NAME, NUMBER, PREFIX, RECORD, people
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, WaitingLine

_AGENTS = (
    Entry("employee", _("Employee")),
    Entry("penalty", _("Order"), _("0 first; others get a call only when all before them are taken.")),
    Entry("skills", _("Skills"), _("Separated by commas.")),
    Entry("always", _("Always signed in")),
)
_EXITS = (Entry("digit", _("Digit")), Entry("destination", _("Leads to")))


def _agents(line: WaitingLine, company: Company) -> str:
    return people(company, [agent.employee for agent in line.agents])


WAITING_LINE = ObjectKind(
    cls=WaitingLine,
    plural="waiting-lines",
    icon="hourglass-split",
    words=Words(
        one=_("Waiting line"),
        many=_("Waiting lines"),
        lead=_("Callers hear music and wait in turn for the next free agent."),
        add=_("Add waiting line"),
        none=_("No waiting lines yet"),
    ),
    about=_agents,
    groups=(
        Group(
            "",
            (
                NAME,
                NUMBER,
                Entry("agents", _("Agents"), entries=_AGENTS),
                Entry("strategy", _("Whom the next caller gets")),
                Entry("ring_seconds", _("Rings an agent for"), unit=_("seconds")),
                Entry("wrap_up_seconds", _("Pause after each call"), unit=_("seconds")),
                Entry("overflow", _("When it is full, takes too long, or nobody is there")),
            ),
        ),
        Group(
            _("What callers hear"),
            (
                Entry("greeting", _("Greeting")),
                MUSIC,
                Entry("announce_position", _("Say the place in the line")),
                Entry("announce_wait", _("Say how long it will take")),
                Entry("announce_every", _("Say it every"), unit=_("seconds")),
                Entry("periodic", _("Announcement in between")),
                Entry("periodic_every", _("Play it every"), unit=_("seconds")),
            ),
            rare=True,
        ),
        Group(
            _("Limits and ways out"),
            (
                Entry("length_max", _("Callers at once"), _("0: no limit.")),
                Entry("wait_max", _("Longest wait"), _("0: no limit."), unit=_("seconds")),
                Entry("join_without_agents", _("Callers may wait while nobody is signed in")),
                Entry("exits", _("Digits that lead out"), entries=_EXITS),
                Entry("callback_digit", _("Digit to be called back"), _("The caller keeps the place in the line.")),
            ),
            rare=True,
        ),
        Group(
            _("More settings"),
            (
                Entry("priority", _("Priority"), _("Callers of a line with a higher one come first.")),
                Entry("skill", _("Skill that agents need")),
                Entry("service_level_percent", _("Target"), unit=_("percent of the calls")),
                Entry("service_level_seconds", _("Answered within"), unit=_("seconds")),
                Entry("pause_reasons", _("Reasons for a pause"), _("One per line; chosen by digit 1 to 9.")),
                PREFIX,
                RECORD,
            ),
            rare=True,
        ),
    ),
)
