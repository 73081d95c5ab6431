"""What a scripted call comes to, as the people in it would notice: to hold a later run against. Pure.

Ways there do not count: a menu before the same person makes no difference to whom a caller reaches.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tenants.calls.decision import Decision
from tenants.calls.outcome import Outcome


@dataclass(frozen=True)
class CameOut:
    """`result`: the value of a `Reason`. `rang`: whose phones rang, in order, by number.

    `ends_at`: the last object that decided something, as `kind/id`; empty: any.
    """

    result: str
    rang: tuple[str, ...] = ()
    ends_at: str = ""

    def fits(self, other: "CameOut") -> bool:
        """Whether `other` came out as this one says."""
        here = not self.ends_at or self.ends_at == other.ends_at
        return here and (self.result, self.rang) == (other.result, other.rang)


def came_out(outcome: Outcome, rang: Sequence[str], decisions: Sequence[Decision]) -> CameOut:
    """Of the parts of a story."""
    ends = [f"{each.object_kind}/{each.object_id}" for each in decisions if each.object_id]
    return CameOut(outcome.reason.value, tuple(rang), ends[-1] if ends else "")
