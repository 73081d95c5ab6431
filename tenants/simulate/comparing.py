"""Two runs of one call, decision by decision. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tenants.calls.decision import Decision


@dataclass(frozen=True)
class Difference:
    """`at`: the index of the first decision that differs, None: both are the same; from there on `left` and `right`."""

    at: int | None
    left: tuple[Decision, ...] = ()
    right: tuple[Decision, ...] = ()

    @property
    def same(self) -> bool:
        return self.at is None


def compare(left: Sequence[Decision], right: Sequence[Decision], *, exactly: bool = False) -> Difference:
    """`exactly`: names and other words count, too; else an object that was only renamed decides the same."""
    for index, (one, other) in enumerate(zip_longest(left, right)):
        if one is None or other is None or (one != other if exactly else _sense(one) != _sense(other)):
            return Difference(index, tuple(left[index:]), tuple(right[index:]))
    return Difference(None)


def _sense(decision: Decision) -> tuple[object, ...]:
    """What a decision comes to, without the names that people gave to things."""
    text = "" if decision.object_id else decision.text
    return decision.rule, decision.object_kind, decision.object_id, decision.reason, decision.branch, text
