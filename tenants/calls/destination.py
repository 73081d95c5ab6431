"""What all destinations share, and how a call gets from one to the next."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final, Self

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Outcome, Reason
from tenants.extend.hooks import hook
from tenants.extend.registry import answering
from tenants.model import Company, Kind

HANDED_ON_MAX: Final = 10
"""Destinations that point at each other end here instead of going round for ever."""


class Destination(ABC):
    """Somebody or something that can take a call. `kind`: of the objects that it stands for, where it does."""

    __slots__ = ()
    kind: ClassVar[Kind | None] = None

    @classmethod
    def of(cls, company: Company, *values: Any) -> Self:
        """The destination of this class for `values`; a request for an original is answered by the descendant.

        `values`: the fields of the class in their order.
        """
        return answering(company, cls)(*values)

    @abstractmethod
    @hook
    async def take(self, call: Call) -> Outcome:
        """Take the call; returns when the talk is over or when this destination could not help."""


async def hand_to(call: Call, destination: Destination) -> Outcome:
    """Let `destination` take the call, unless it was handed on too often already."""
    if call.handed_on >= HANDED_ON_MAX:
        call.decide(Decision(Rule.LOOP, reason=Reason.LOOP, text=f"handed on {HANDED_ON_MAX} times"))
        return Outcome(Reason.LOOP)
    call.handed_on += 1
    return await destination.take(call)
