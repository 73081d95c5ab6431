"""What is left when nobody took the call: a message."""

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import hand_to
from tenants.calls.mailboxes import MailboxDestination, listen
from tenants.calls.outcome import Outcome, Reason
from tenants.model import Employee, Mailbox


async def leave_message(call: Call, mailbox_id: str | None, reason: Reason) -> Outcome:
    """Let the caller leave a message; without a mailbox, or when it is full, `reason` stays why they failed."""
    mailbox = call.company.get(Mailbox, mailbox_id)
    if mailbox is None:
        return Outcome(reason)
    outcome = await hand_to(call, MailboxDestination.of(call.company, mailbox, reason))
    return outcome if outcome.over else Outcome(reason)


async def listen_to_own(call: Call, employee: Employee) -> Outcome:
    """Listen to one's own messages; busy for who has no mailbox, as phones expect when they call themselves."""
    mailbox = call.company.get(Mailbox, employee.mailbox)
    if mailbox is not None:
        return await listen(call, mailbox, owner=employee)
    call.decide(Decision(Rule.MESSAGE, "employee", employee.id, Reason.BUSY, f"{employee.name} has no mailbox"))
    return Outcome(Reason.BUSY)
