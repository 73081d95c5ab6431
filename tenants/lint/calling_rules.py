"""Calls outside: permission classes and outbound rules."""

from collections.abc import Iterator

from tenants.lint.finding import Finding, error, warning
from tenants.lint.look import Look
from tenants.model import Line, Permission, Route

ALLOWS_NOTHING = warning("allows-nothing", "%(name)s allows no call outside at all, but for emergency numbers.")
BOTH_WAYS = error(
    "allowed-and-denied", "%(name)s both allows and denies numbers that begin with %(prefix)s. Keep one of the two."
)
NO_LENGTH = error("route-without-length", "%(name)s fits no number: the shortest length is more than the longest.")
LINES_OFF = warning("route-lines-off", "All lines of %(name)s are switched off: its calls cannot be made.")


def permission(_look: Look, item: Permission) -> Iterator[Finding]:
    if not item.types and not item.allowed:
        yield ALLOWS_NOTHING.found(item)
    for prefix in sorted(set(item.allowed) & set(item.denied)):
        yield BOTH_WAYS.found(item, "denied", prefix=prefix)


def route(look: Look, item: Route) -> Iterator[Finding]:
    if item.length_min > item.length_max:
        yield NO_LENGTH.found(item, "length_min")
    lines = [look.company.get(Line, line) for line in item.lines]
    if any(lines) and all(line is None or line.disabled for line in lines):
        yield LINES_OFF.found(item, "lines")
