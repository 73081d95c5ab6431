"""Over which lines a number is called, and what the provider is sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from tenants.calls.call import Call
from tenants.calls.opening_hours import is_open
from tenants.calls.outside.permission import type_of
from tenants.calls.outside.rates import per_minute
from tenants.model import Line, LineChoice, Route, Schedule


@dataclass(frozen=True, slots=True)
class Way:
    """One line to try, and the number as its provider wants it."""

    line: Line
    number: str
    route: Route | None = None


def ways(call: Call, number: str) -> tuple[Way, ...]:
    """The ways to `number` (E.164), in the order in which they are tried.

    The first rule that fits decides; without one all lines of the company, oldest first (ids are time-ordered). Lines
    that are known to be down come last: what is known may be old, so they are still tried.
    """
    route = next((route for route in _ordered(call.company.all_of(Route)) if fits(call, route, number)), None)
    if route is None:
        return tuple(Way(line, number) for line in _those_that_work_first(call, all_lines(call)))
    named = (call.company.lines.get(line) for line in route.lines)
    usable = [line for line in named if line is not None and not line.disabled]
    if route.choice is LineChoice.LEAST_COST:
        usable.sort(key=lambda line: _price(call, line, number))
    return tuple(Way(line, sent(route, number), route) for line in _those_that_work_first(call, usable))


def emergency_ways(call: Call, number: str) -> tuple[Way, ...]:
    """Every line of the company: those of the first fitting rule first, then all others. The number as dialled."""
    first = ways(call, number)
    tried = {way.line.id for way in first}
    return (
        *(Way(way.line, number, way.route) for way in first),
        *(Way(line, number) for line in _those_that_work_first(call, all_lines(call)) if line.id not in tried),
    )


def _those_that_work_first(call: Call, lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=call.line_down)


def all_lines(call: Call) -> list[Line]:
    return [line for _, line in sorted(call.company.lines.items()) if not line.disabled]


def fits(call: Call, route: Route, number: str) -> bool:
    """Whether all that the rule asks for holds."""
    company = call.company
    schedule = company.get(Schedule, route.hours)
    return (
        (not route.prefixes or number.startswith(route.prefixes))
        and route.length_min <= len(number.lstrip("+")) <= route.length_max
        and (not route.types or type_of(company, number) in route.types)
        and (schedule is None or is_open(company, schedule, call.now, call.memory).open)
    )


def sent(route: Route, number: str) -> str:
    """The number as the rule wants it sent: digits stripped, others prepended, with or without its plus."""
    digits = (route.prepend or "") + number.lstrip("+")[route.strip :]
    return f"+{digits}" if route.plus and not route.prepend else digits


def _ordered(routes: Iterable[Route]) -> list[Route]:
    return sorted(routes, key=lambda route: (route.position, route.id))


def _price(call: Call, line: Line, number: str) -> float:
    """Lines without a rate come last."""
    price = per_minute(call.company, line, number)
    return float("inf") if price is None else price
