"""What is left when nobody took the call: a message."""

from tenants.calls.call import Call
from tenants.calls.destination import hand_to
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.references import destination_for
from tenants.model import Employee, Mailbox


async def leave_message(call: Call, mailbox_id: str | None, reason: Reason) -> Outcome:
    """Let the caller leave a message; without a mailbox, or when it is full, `reason` stays why they failed."""
    mailbox = call.company.get(Mailbox, mailbox_id)
    destination = destination_for(mailbox) if mailbox is not None else None
    if destination is None:
        return Outcome(reason)
    outcome = await hand_to(call, destination)
    return outcome if outcome.over else Outcome(reason)


async def listen_to_own(call: Call, employee: Employee) -> Outcome:
    """Listen to one's own messages; busy for who has no mailbox, as phones expect when they call themselves."""
    return Outcome(Reason.BUSY)
