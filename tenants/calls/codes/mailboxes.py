"""Codes around mailboxes and greetings."""

from tenants.calls.call import Call
from tenants.calls.codes.asking import object_asked, refuse
from tenants.calls.destination import hand_to
from tenants.calls.last_resort import listen_to_own
from tenants.calls.mailboxes import MailboxDestination, listen, record_greeting
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.model import Company, Employee, Mailbox, Menu, TelephonyObject


async def hear_messages(call: Call, employee: Employee, argument: str) -> Outcome:
    """One's own mailbox; with a number, the mailbox of that number or person, with its PIN."""
    if not argument:
        return await listen_to_own(call, employee)
    found = await object_asked(call, argument)
    if isinstance(found, Outcome):
        return found
    mailbox = mailbox_of(call.company, found)
    if mailbox is None:
        return await _no_mailbox(call, argument)
    return await listen(call, mailbox, owner=employee)


async def leave_without_ringing(call: Call, employee: Employee, argument: str) -> Outcome:
    """A message in the mailbox of that number or person; also where callers are transferred to.

    Transferred without a number, a caller leaves a message for who transferred them: they are asked nothing.
    """
    in_place = not argument and call.caller.transferred_by is not None
    found = employee if in_place else await object_asked(call, argument)
    if isinstance(found, Outcome):
        return found
    mailbox = mailbox_of(call.company, found)
    if mailbox is None:
        return await _no_mailbox(call, argument or employee.number)
    return await hand_to(call, MailboxDestination.of(call.company, mailbox))


async def record_sound(call: Call, employee: Employee, argument: str) -> Outcome:
    """The greeting of one's own mailbox; with a menu's number, its greeting."""
    if not argument:
        mailbox = call.company.get(Mailbox, employee.mailbox)
        if mailbox is None:
            return await _no_mailbox(call, employee.number)
        return await record_greeting(call, "mailbox", mailbox.id, mailbox.name)
    found = await object_asked(call, argument)
    if isinstance(found, Outcome):
        return found
    if not isinstance(found, Menu):
        return await refuse(call, f"{argument} is not a menu", Reason.NOT_FOUND, Sentence.NOT_FOUND)
    return await record_greeting(call, "menu", found.id, found.name)


def mailbox_of(company: Company, item: TelephonyObject) -> Mailbox | None:
    """A mailbox, or that of a person."""
    if isinstance(item, Employee):
        return company.get(Mailbox, item.mailbox)
    return item if isinstance(item, Mailbox) else None


async def _no_mailbox(call: Call, number: str) -> Outcome:
    return await refuse(call, f"{number} has no mailbox", Reason.NOT_FOUND, Sentence.NO_MAILBOX)
