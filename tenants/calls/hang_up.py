"""Nowhere: the call ends."""

from dataclasses import dataclass

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.outcome import DONE, Outcome


@dataclass(frozen=True, slots=True)
class HangUpDestination(Destination):
    """The call ends without a word, because the company wants that."""

    async def take(self, call: Call) -> Outcome:
        call.decide(Decision(Rule.END, text="hang up"))
        return DONE
