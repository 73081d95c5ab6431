"""The wishes in the first generation: Python writes dialplan, with everything it knows of the company inlined."""

from bench.wishes.firm import RING_SECONDS, SECRETARY_AFTER
from node_agent.asterisk.dialplan.elements import Answer, Context, Entry, Hangup, Progress, Set, Wait, WaitExten, steps
from node_agent.asterisk.dialplan.typed import (
    Hours,
    Label,
    Place,
    ask,
    assign,
    go,
    go_at,
    go_if,
    ring,
    say,
)
from node_agent.asterisk.dialplan.values import CALLER_NAME, CALLER_NUMBER, Joined, Variable, Word, equal
from node_agent.asterisk.realtime.rows import line_endpoint
from node_agent.asterisk.realtime.rows.fallback import devices
from tenants.model import Company, Contact, Employee, Line, Menu, Schedule, Team

GREETING, LUNCH_SOUND = "hello-world", "vm-nobodyavail"


def phones(company: Company, person: Employee) -> Joined:
    return Joined(*devices(company, person))


def hours(company: Company, schedule: Schedule) -> list[Hours]:
    """Dialplan counts the last minute in, and knows days by three letters."""
    zone = Word(company.profile.time_zone)
    return [
        Hours(Word(span.opens), Word(_last_minute(span.closes)), Joined(*(day[:3] for day in span.days)), zone)
        for span in schedule.weekly
    ]


def _last_minute(closes: str) -> str:
    minutes = int(closes[:2]) * 60 + int(closes[3:]) - 1
    return f"{minutes // 60:02}:{minutes % 60:02}"


def known_callers(company: Company, menu: Menu, person: Employee) -> tuple[Context, ...]:
    number = Variable("FROM")
    known = [go_if(equal(number, Word(c.number)), Label("known")) for c in company.all_of(Contact)]
    choices = [
        Entry(
            c.digits, steps(ring(phones(company, company.employees[c.destination.id or ""]), RING_SECONDS), Hangup(""))
        )
        for c in menu.choices
    ]
    start = steps(
        assign("FROM", CALLER_NUMBER.only("0-9+")),
        *known,
        Answer(""),
        ask(GREETING),
        WaitExten("5"),
        Hangup(""),
        ("known", ring(phones(company, person), RING_SECONDS)),
        Hangup(""),
    )
    return (Context(f"known-{menu.id}", "Known callers skip the menu.", (Entry("s", start), *choices)),)


def after_hours(company: Company, person: Employee, schedule: Schedule, line: Line, mobile: str) -> tuple[Context, ...]:
    start = steps(
        *(go_at(each, Label("open")) for each in hours(company, schedule)),
        ring(Word(f"PJSIP/{mobile}@{line_endpoint(line.id)}"), RING_SECONDS),
        Hangup(""),
        ("open", ring(phones(company, person), RING_SECONDS)),
        Hangup(""),
    )
    return (Context(f"hours-{person.id}", "After hours the mobile rings.", (Entry("s", start),)),)


def boss_and_secretary(company: Company, boss: Employee, secretary: Employee) -> tuple[Context, ...]:
    later = f"later-{boss.id}"
    joins = steps(Wait(str(SECRETARY_AFTER)), ring(phones(company, secretary), RING_SECONDS), Hangup(""))
    both = [phones(company, boss), Word(f"Local/s@{later}")]
    return (
        Context(f"boss-{boss.id}", "The secretary joins.", (Entry("s", steps(ring(both, RING_SECONDS), Hangup(""))),)),
        Context(later, "The secretary's leg.", (Entry("s", joins),)),
    )


def lunch(company: Company, person: Employee, schedule: Schedule) -> tuple[Context, ...]:
    start = steps(
        *(go_at(each, Label("lunch")) for each in hours(company, schedule)),
        ring(phones(company, person), RING_SECONDS),
        Hangup(""),
        ("lunch", Progress()),
        say(LUNCH_SOUND),
        Hangup("19"),
    )
    return (Context(f"lunch-{schedule.id}", "Lunch is announced.", (Entry("s", start),)),)


def turns(company: Company, team: Team) -> tuple[Context, ...]:
    """DB is Asterisk's own memory; for each turn there is an entry with everybody in the order of that turn."""
    members = [phones(company, company.employees[member.id or ""]) for member in team.members]
    turn, count = f"DB(turn/{company.id}-{team.id})", len(members)
    start = steps(
        Set(f"TURN=$[(0${{{turn}}} + 1) % {count}]"),
        Set(f"{turn}=${{TURN}}"),
        assign("CALLERID(name)", Word(team.prefix), CALLER_NAME),
        go(Place(f"turns-{team.id}", Variable("TURN"))),
    )
    orders = [[*members[first:], *members[:first]] for first in range(-1, count - 1)]
    entries = [
        Entry(str(turn), steps(*(ring(each, team.ring_seconds) for each in order), Hangup("19")))
        for turn, order in enumerate(orders)
    ]
    return (Context(f"turns-{team.id}", "Colleagues take turns.", (Entry("s", start), *entries)),)
