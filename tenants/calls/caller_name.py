"""Who calls from outside, by the contacts of the company and of the person who is rung."""

from dataclasses import replace

from tenants.calls.call import Call
from tenants.model import Employee


def name_caller(call: Call, called: Employee | None = None) -> None:
    """Show the name that `called` has for the number, else the company's; without either, the name stays as it came."""
    if call.caller.line is None:
        return
    contacts = call.company.contacts_by_number.get(call.caller.number, ())
    own = [contact.name for contact in contacts if called is not None and contact.owner == called.id]
    shared = [contact.name for contact in contacts if contact.owner is None]
    call.ringing = replace(call.ringing, caller_name=next(iter((*own, *shared)), ""))
