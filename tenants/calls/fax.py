"""Faxes that come in."""

from dataclasses import dataclass

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.errand import FaxReceived
from tenants.calls.outcome import DONE, Outcome, Reason
from tenants.model import Fax, Kind


@dataclass(frozen=True, slots=True)
class FaxDestination(Destination):
    """Takes the pages and has them sent on by e-mail."""

    kind = Kind.FAX

    fax: Fax

    async def take(self, call: Call) -> Outcome:
        taken = await call.receive_fax()
        if taken is None:
            call.decide(Decision(Rule.FAX, "fax", self.fax.id, Reason.FAILED, f"{self.fax.name}: no pages came"))
            return Outcome(Reason.FAILED)
        call.send(FaxReceived(self.fax.id, taken.file, call.caller.number))
        call.decide(Decision(Rule.FAX, "fax", self.fax.id, Reason.DONE, self.fax.name))
        return DONE
