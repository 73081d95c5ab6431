"""What all destinations share, and how a call gets from one to the next."""

from abc import ABC, abstractmethod
from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Outcome, Reason

HANDED_ON_MAX: Final = 10
"""Destinations that point at each other end here instead of going round for ever."""


class Destination(ABC):
    """Somebody or something that can take a call."""

    @abstractmethod
    async def take(self, call: Call) -> Outcome:
        """Take the call; returns when the talk is over or when this destination could not help."""


async def hand_to(call: Call, destination: Destination) -> Outcome:
    """Let `destination` take the call, unless it was handed on too often already."""
    if call.handed_on >= HANDED_ON_MAX:
        call.decide(Decision(Rule.LOOP, reason=Reason.LOOP, text=f"handed on {HANDED_ON_MAX} times"))
        return Outcome(Reason.LOOP)
    call.handed_on += 1
    return await destination.take(call)
