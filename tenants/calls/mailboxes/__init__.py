"""Mailboxes: leaving a message, listening by phone, recording greetings."""

from tenants.calls.mailboxes.destination import MailboxDestination
from tenants.calls.mailboxes.greetings import record_greeting
from tenants.calls.mailboxes.listening import listen

__all__ = ["MailboxDestination", "listen", "record_greeting"]
