"""Announcing to a group of phones that answer by themselves."""

from dataclasses import dataclass

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.phones import phones_of
from tenants.calls.turned import wants_no_calls
from tenants.model import Employee, Kind, Paging, Phone


@dataclass(frozen=True, slots=True)
class PagingDestination(Destination):
    """An announcement. Only the company's people may, or those whom the group names; nobody pages themselves."""

    kind = Kind.PAGING

    paging: Paging

    async def take(self, call: Call) -> Outcome:
        paging, speaker = self.paging, call.caller.employee
        if speaker is None or (paging.callers and speaker.id not in paging.callers):
            call.decide(Decision(Rule.PERMISSION, "paging", paging.id, Reason.NOT_PERMITTED, paging.name))
            return Outcome(Reason.NOT_PERMITTED)
        phones = self.phones(call, speaker)
        outcome = await call.page(phones, two_way=paging.two_way) if phones else Outcome(Reason.UNREACHABLE)
        call.decide(Decision(Rule.PAGED, "paging", paging.id, outcome.reason, f"{paging.name}: {len(phones)} phones"))
        return outcome

    def phones(self, call: Call, speaker: Employee) -> list[Phone]:
        """Of the members; those who want no calls are left in peace."""
        people = (call.company.employees.get(member) for member in dict.fromkeys(self.paging.members))
        wanted = [person for person in people if person is not None and person.id != speaker.id]
        for person in [each for each in wanted if wants_no_calls(call, each)]:
            text = f"{person.name} of {self.paging.name}"
            call.decide(Decision(Rule.SKIPPED, "employee", person.id, Reason.DO_NOT_DISTURB, text))
            wanted.remove(person)
        return [phone for person in wanted for phone in phones_of(call, person)]
