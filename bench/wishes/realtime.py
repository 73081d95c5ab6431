"""The wishes in the second generation: dialplan that knows no company, and rows that it looks up for each call.

Each wish is a subroutine of dialplan and the rows of one company for it. Columns are whatever any wish needs.
"""

from bench.wishes.firm import RING_SECONDS, SECRETARY_AFTER
from bench.wishes.generated import GREETING, LUNCH_SOUND, hours
from node_agent.asterisk.dialplan.elements import (
    Answer,
    Context,
    Entry,
    Hangup,
    Progress,
    Set,
    Wait,
    WaitExten,
    steps,
)
from node_agent.asterisk.dialplan.lookup import found
from node_agent.asterisk.dialplan.typed import Hours, Label, ask, assign, go, go_at, go_if, ring, say
from node_agent.asterisk.dialplan.values import (
    CALLER_NAME,
    CALLER_NUMBER,
    DIALLED,
    Variable,
    Word,
    empty,
    equal,
)
from node_agent.asterisk.realtime.rows import Row, line_endpoint
from node_agent.asterisk.realtime.rows.fallback import devices
from tenants.model import Company, Contact, Employee, Line, Menu, Schedule, Team

TABLE = "wishes"
COLUMNS = ("dial", "second", "after", "seconds", "opens", "closes", "days", "zone", "prefix", "members")
Rows = dict[str, Row]
RING_FOUND = ring(found("dial"), found("seconds"))


def look_up(key: str) -> Set:
    """One realtime lookup (2 to 4 ms); `key` holds checked variables."""
    return Set(f"HASH(ROW)=${{REALTIME_HASH({TABLE},id,${{CHANNEL(accountcode)}}:{key})}}")


def row(company: Company, person: Employee, **more: str) -> Row:
    return {"dial": "&".join(devices(company, person)), "seconds": str(RING_SECONDS), **more}


def hours_row(company: Company, schedule: Schedule) -> Row:
    """The first hours of a schedule: more would need a loop."""
    names = ("opens", "closes", "days", "zone")
    first = [(h.begins, h.ends, h.days, h.zone) for h in hours(company, schedule)][:1]
    return {name: value.text for values in first for name, value in zip(names, values, strict=True)}


FOUND_HOURS = Hours(found("opens"), found("closes"), found("days"), found("zone"))

KNOWN_CALLERS = (
    Context(
        "known",
        "Known callers skip the menu; NUMBER is what was called.",
        (
            Entry(
                "s",
                steps(
                    assign("FROM", CALLER_NUMBER.only("0-9+")),
                    look_up("${NUMBER}:from:${FROM}"),
                    go_if(empty(found("dial")), Label("menu")),
                    RING_FOUND,
                    Hangup(""),
                    ("menu", Answer("")),
                    ask(GREETING),
                    WaitExten("5"),
                    Hangup(""),
                ),
            ),
            Entry(
                "_[0-9*#]",
                steps(
                    assign("DIGIT", DIALLED.only("0-9*#")),
                    look_up("${NUMBER}:press:${DIGIT}"),
                    go_if(empty(found("dial")), Label("wrong")),
                    RING_FOUND,
                    ("wrong", Hangup("")),
                ),
            ),
        ),
    ),
)


def known_callers(company: Company, number: str, menu: Menu, person: Employee) -> Rows:
    known = {f"{number}:from:{each.number}": row(company, person) for each in company.all_of(Contact)}
    choices = {
        f"{number}:press:{each.digits}": row(company, company.employees[each.destination.id or ""])
        for each in menu.choices
    }
    return known | choices


AFTER_HOURS = (
    Context(
        "after-hours",
        "After hours the mobile rings.",
        (
            Entry(
                "s",
                steps(
                    look_up("${NUMBER}"),
                    go_if(empty(found("opens")), Label("closed")),
                    go_at(FOUND_HOURS, Label("open")),
                    ("closed", ring(found("second"), found("seconds"))),
                    Hangup(""),
                    ("open", RING_FOUND),
                    Hangup(""),
                ),
            ),
        ),
    ),
)


def after_hours(company: Company, number: str, person: Employee, schedule: Schedule, line: Line, mobile: str) -> Rows:
    second = f"PJSIP/{mobile}@{line_endpoint(line.id)}"
    return {number: row(company, person, second=second, **hours_row(company, schedule))}


BOSS_AND_SECRETARY = (
    Context(
        "boss",
        "The secretary joins; what her leg needs is handed down to it.",
        (
            Entry(
                "s",
                steps(
                    look_up("${NUMBER}"),
                    Set("__SECOND=${HASH(ROW,second)}"),
                    Set("__AFTER=${HASH(ROW,after)}"),
                    ring([found("dial"), Word("Local/s@secretary")], found("seconds")),
                    Hangup(""),
                ),
            ),
        ),
    ),
    Context(
        "secretary",
        "The secretary's leg.",
        (Entry("s", steps(Wait("${AFTER}"), ring(Variable("SECOND"), RING_SECONDS), Hangup(""))),),
    ),
)


def boss_and_secretary(company: Company, number: str, boss: Employee, secretary: Employee) -> Rows:
    second = "&".join(devices(company, secretary))
    return {number: row(company, boss, second=second, after=str(SECRETARY_AFTER))}


LUNCH = (
    Context(
        "lunch",
        "Lunch is announced.",
        (
            Entry(
                "s",
                steps(
                    look_up("${NUMBER}"),
                    go_if(empty(found("opens")), Label("open")),
                    go_at(FOUND_HOURS, Label("lunch")),
                    ("open", RING_FOUND),
                    Hangup(""),
                    ("lunch", Progress()),
                    say(LUNCH_SOUND),
                    Hangup("19"),
                ),
            ),
        ),
    ),
)


def lunch(company: Company, number: str, person: Employee, schedule: Schedule) -> Rows:
    return {number: row(company, person, **hours_row(company, schedule))}


TURNS = (
    Context(
        "turns",
        "Colleagues take turns; DB is Asterisk's own memory, MEMBERS how many they are.",
        (
            Entry(
                "s",
                steps(
                    look_up("${NUMBER}"),
                    Set("MEMBERS=${HASH(ROW,members)}"),
                    go_if(empty(Variable("MEMBERS")), Label("over")),
                    Set("KEY=turn/${CHANNEL(accountcode)}-${NUMBER}"),
                    Set("TURN=$[(0${DB(${KEY})} + 1) % ${MEMBERS}]"),
                    Set("DB(${KEY})=${TURN}"),
                    assign("CALLERID(name)", found("prefix"), CALLER_NAME),
                    Set("TRIED=0"),
                    ("next", look_up("${NUMBER}:${TURN}")),
                    RING_FOUND,
                    Set("TURN=$[(${TURN} + 1) % ${MEMBERS}]"),
                    Set("TRIED=$[${TRIED} + 1]"),
                    go_if(equal(Variable("TRIED"), Variable("MEMBERS")), Label("over")),
                    go(Label("next")),
                    ("over", Hangup("19")),
                ),
            ),
        ),
    ),
)


def turns(company: Company, number: str, team: Team) -> Rows:
    members = [company.employees[member.id or ""] for member in team.members]
    # The first call is the first member's: the turn is counted before it is used.
    places = {f"{number}:{(place + 1) % len(members)}": row(company, each) for place, each in enumerate(members)}
    return {number: {"members": str(len(members)), "prefix": team.prefix}, **places}
