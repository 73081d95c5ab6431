"""Which provider line carries a call outside, and what it costs."""

from control_plane.features.objects.kind import ObjectKind, Words
from control_plane.features.objects.kinds.entries import HOURS, NAME
from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import lazy_gettext as _
from tenants.model import Company, RateTable, Route

_RATES = (
    Entry("prefix", _("Numbers that begin with")),
    Entry("per_minute", _("Per minute"), _("In ten-thousandths of your currency.")),
)


def _lines(route: Route, company: Company) -> str:
    return ", ".join(line.name for each in route.lines if (line := company.lines.get(each)))


def _line(table: RateTable, company: Company) -> str:
    line = company.lines.get(table.line)
    return line.name if line is not None else ""


ROUTE = ObjectKind(
    cls=Route,
    plural="routes",
    icon="arrow-up-right",
    words=Words(
        one=_("Route"),
        many=_("Outgoing routes"),
        lead=_("Which provider line carries which calls outside. Without routes all lines are tried in order."),
        add=_("Add route"),
        none=_("No routes yet"),
    ),
    about=_lines,
    groups=(
        Group(
            "",
            (
                NAME,
                Entry("lines", _("Lines"), ordered=True),
                Entry("choice", _("Which line first")),
                Entry("prefixes", _("Numbers that begin with"), _("One per line, such as +7900. Empty: all numbers.")),
                Entry("types", _("Kinds of number"), _("Nothing chosen: all.")),
                Entry("position", _("Position"), _("Of the routes that fit, the lowest is used.")),
                HOURS,
            ),
        ),
        Group(
            _("How the number is sent"),
            (
                Entry("length_min", _("Digits at least")),
                Entry("length_max", _("Digits at most")),
                Entry("strip", _("Digits taken away at the front")),
                Entry("prepend", _("Digits put in front")),
                Entry("plus", _("Send the plus")),
            ),
            rare=True,
        ),
    ),
)
RATE_TABLE = ObjectKind(
    cls=RateTable,
    plural="rate-tables",
    icon="cash-coin",
    words=Words(
        one=_("Rate table"),
        many=_("Rates"),
        lead=_("What calls over a line cost: for the cheapest route and the daily limit."),
        add=_("Add rate table"),
        none=_("No rates yet"),
    ),
    about=_line,
    groups=(Group("", (NAME, Entry("line", _("Line")), Entry("rates", _("Rates"), entries=_RATES))),),
)
