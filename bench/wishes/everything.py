"""Which wish answers which number, in each generation."""

from collections.abc import Awaitable, Callable

from bench.wishes import generated, logic, realtime
from bench.wishes.firm import (
    BOSS,
    MOBILE,
    SECRETARY,
    Wish,
    employee,
    schedule,
)
from node_agent.asterisk.dialplan.elements import Context, Entry, steps
from node_agent.asterisk.dialplan.typed import Place, assign, go
from node_agent.asterisk.dialplan.values import DIALLED
from node_agent.asterisk.realtime.rows import Row
from tenants.calls.call import Call
from tenants.calls.outcome import Outcome
from tenants.model import Company, Menu, Team

GENERATED, REALTIME = "wishes-generated", "wishes-realtime"


def dialplan(company: Company) -> tuple[Context, ...]:
    """The first generation: an entrance, and all contexts of `company`."""
    boss, secretary, line = employee(company, BOSS), employee(company, SECRETARY), company.lines["line-1"]
    always, never = schedule(company, "always"), schedule(company, "never")
    (menu,), (team,) = company.all_of(Menu), company.all_of(Team)
    made = {
        Wish.KNOWN_CALLERS: generated.known_callers(company, menu, boss),
        Wish.IN_HOURS: generated.after_hours(company, boss, always, line, MOBILE),
        Wish.AFTER_HOURS: generated.after_hours(company, secretary, never, line, MOBILE),
        Wish.BOSS_AND_SECRETARY: generated.boss_and_secretary(company, boss, secretary),
        Wish.AT_LUNCH: generated.lunch(company, boss, always),
        Wish.NOT_AT_LUNCH: generated.lunch(company, boss, never),
        Wish.TURNS: generated.turns(company, team),
    }
    entries = tuple(Entry(wish, steps(go(Place(contexts[0].name)))) for wish, contexts in made.items())
    return (Context(GENERATED, "Every wish by its number.", entries), *(c for each in made.values() for c in each))


SUBROUTINES = {
    Wish.KNOWN_CALLERS: realtime.KNOWN_CALLERS,
    Wish.IN_HOURS: realtime.AFTER_HOURS,
    Wish.AFTER_HOURS: realtime.AFTER_HOURS,
    Wish.BOSS_AND_SECRETARY: realtime.BOSS_AND_SECRETARY,
    Wish.AT_LUNCH: realtime.LUNCH,
    Wish.NOT_AT_LUNCH: realtime.LUNCH,
    Wish.TURNS: realtime.TURNS,
}


def static_dialplan() -> tuple[Context, ...]:
    """The second generation's, the same for every company but for which number is which wish."""
    number = assign("NUMBER", DIALLED.only("0-9"))
    entries = tuple(Entry(wish, steps(number, go(Place(made[0].name)))) for wish, made in SUBROUTINES.items())
    contexts = {context.name: context for made in SUBROUTINES.values() for context in made}
    return (Context(REALTIME, "Every wish by its number.", entries), *contexts.values())


def rows(company: Company) -> dict[str, Row]:
    """The second generation's, by id."""
    boss, secretary, line = employee(company, BOSS), employee(company, SECRETARY), company.lines["line-1"]
    always, never = schedule(company, "always"), schedule(company, "never")
    (menu,), (team,) = company.all_of(Menu), company.all_of(Team)
    made = {
        **realtime.known_callers(company, Wish.KNOWN_CALLERS, menu, boss),
        **realtime.after_hours(company, Wish.IN_HOURS, boss, always, line, MOBILE),
        **realtime.after_hours(company, Wish.AFTER_HOURS, secretary, never, line, MOBILE),
        **realtime.boss_and_secretary(company, Wish.BOSS_AND_SECRETARY, boss, secretary),
        **realtime.lunch(company, Wish.AT_LUNCH, boss, always),
        **realtime.lunch(company, Wish.NOT_AT_LUNCH, boss, never),
        **realtime.turns(company, Wish.TURNS, team),
    }
    return {f"{company.id}:{key}": row for key, row in made.items()}


def call_logic(company: Company) -> dict[str, Callable[[Call], Awaitable[Outcome]]]:
    """The third generation's."""
    boss, secretary, line = employee(company, BOSS), employee(company, SECRETARY), company.lines["line-1"]
    always, never = schedule(company, "always"), schedule(company, "never")
    (menu,), (team,) = company.all_of(Menu), company.all_of(Team)
    return {
        Wish.KNOWN_CALLERS: lambda call: logic.known_callers(call, menu, boss),
        Wish.IN_HOURS: lambda call: logic.after_hours(call, boss, always, line, MOBILE),
        Wish.AFTER_HOURS: lambda call: logic.after_hours(call, secretary, never, line, MOBILE),
        Wish.BOSS_AND_SECRETARY: lambda call: logic.boss_and_secretary(call, boss, secretary),
        Wish.AT_LUNCH: lambda call: logic.lunch(call, boss, always),
        Wish.NOT_AT_LUNCH: lambda call: logic.lunch(call, boss, never),
        Wish.TURNS: lambda call: logic.turns(call, team),
    }
