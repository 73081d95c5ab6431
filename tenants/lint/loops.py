"""Destinations that only lead to each other."""

from collections.abc import Iterator
from typing import Final

from tenants.lint.finding import Finding, error, name_of, warning
from tenants.lint.look import Look, key_of
from tenants.lint.ways import Way, way_on
from tenants.model import TelephonyObject

NEVER_ARRIVES = error(
    "never-arrives",
    "Calls to %(name)s go round for ever: %(circle)s. Let one of them lead somewhere else.",
)
GOES_ROUND = warning(
    "goes-round",
    "Calls that nobody takes go round: %(circle)s. Let one of them lead to a mailbox or somewhere else.",
)
NAMED_MAX: Final = 8
"""Names of a circle that are told."""


def rule(look: Look, item: TelephonyObject) -> Iterator[Finding]:
    """The circle that `item` is part of, told once, at the member with the smallest id."""
    circle = circle_of(look, item)
    if not circle or key_of(circle[0].start) in look.told:
        return
    look.told.add(key_of(circle[0].start))
    names = [name_of(way.start) for way in (*circle, circle[0])]
    if len(names) > NAMED_MAX:
        names = [*names[: NAMED_MAX - 2], "…", names[-1]]
    check = NEVER_ARRIVES if all(way.always for way in circle) else GOES_ROUND
    yield check.found(circle[0].start, circle[0].place, circle=" → ".join(names))


def circle_of(look: Look, item: TelephonyObject) -> tuple[Way, ...]:
    """The ways of the circle that `item` is in, from the smallest id on; empty when it is in none.

    No way is walked twice.
    """
    ways: list[Way] = []
    at: TelephonyObject | None = item
    while at is not None and key_of(at) not in look.circles:
        look.circles[key_of(at)] = ()
        way = way_on(look.company, at)
        if way is None:
            at = None
            break
        ways.append(way)
        at = way.end
    begins = next((index for index, way in enumerate(ways) if way.start is at), None)
    if begins is not None:
        circle = tuple(ways[begins:])
        first = min(range(len(circle)), key=lambda index: key_of(circle[index].start))
        circle = (*circle[first:], *circle[:first])
        look.circles.update((key_of(way.start), circle) for way in circle)
    return look.circles[key_of(item)]
