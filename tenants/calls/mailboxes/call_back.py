"""Calling back who left a message, without letting a message choose an expensive number."""

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.outcome import Reason
from tenants.calls.outside.permission import EXPENSIVE, type_of
from tenants.calls.references import destination_for, find
from tenants.model import Company, DestinationKind
from tenants.model import Destination as Reference


def destination_to_call_back(call: Call, number: str) -> Destination | None:
    """Who left the message; None when nobody may be called there from a mailbox.

    The number is what a caller claimed: a message must not bring the company to call premium numbers or abroad, and
    nobody who listens from outside calls at the company's cost. The permission class of who listens counts besides.
    """
    company = call.company
    if call.caller.employee is None:
        call.decide(Decision(Rule.PERMISSION, reason=Reason.NOT_PERMITTED, text="call back only from a company phone"))
        return None
    if colleague := company.employees_by_number.get(number):
        return destination_for(company, colleague)
    if not is_cheap(company, number):
        text = f"no call back from a mailbox: {number or 'hidden number'}"
        call.decide(Decision(Rule.PERMISSION, reason=Reason.NOT_PERMITTED, text=text))
        return None
    return find(company, Reference(kind=DestinationKind.OUTSIDE, number=number))


def is_cheap(company: Company, number: str) -> bool:
    """Whether `number` is an ordinary one of the company's own country, in E.164."""
    return type_of(company, number) not in EXPENSIVE
