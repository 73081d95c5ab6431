"""Which calls are one conversation: transfers, pickups and parking join calls that began apart.

Asterisk names a call after its first leg; when two meet, the legs of the younger one go on under the older one's name.
So calls that share a leg are one, and the oldest gives the name.
"""

from collections.abc import Iterable, Sequence


def conversations(calls: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Put calls together that share a leg; `pairs` are (leg, call). Each group sorted, the oldest call first."""
    group: dict[str, set[str]] = {call: {call} for call in calls}
    by_leg: dict[str, str] = {}
    for leg, call in pairs:
        group.setdefault(call, {call})
        _join(group, by_leg.setdefault(leg, call), call)
    unique = {id(members): members for members in group.values()}
    return [tuple(sorted(members, key=_age)) for members in unique.values()]


def _join(group: dict[str, set[str]], one: str, other: str) -> None:
    if group[one] is group[other]:
        return
    joined = group[one] | group[other]
    for call in joined:
        group[call] = joined


def _age(call: str) -> tuple[float, int, str]:
    """A call is named `<node>:<seconds>.<counter>`."""
    moment: Sequence[str] = call.rpartition(":")[2].rpartition(".")
    try:
        return float(moment[0]), int(moment[2]), call
    except ValueError:
        return float("inf"), 0, call
