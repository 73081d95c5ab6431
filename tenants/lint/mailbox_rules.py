"""Mailboxes."""

from collections.abc import Iterator

from tenants.lint.finding import Finding, error, warning
from tenants.lint.look import Look
from tenants.model import Mailbox

NOBODY_HEARS = warning(
    "mailbox-nobody-hears", "Nobody hears the messages in %(name)s. Give it an owner, an e-mail address or a PIN."
)
LOSES_MESSAGES = error(
    "mailbox-loses-messages",
    "%(name)s deletes messages after a mail that does not carry them. Attach the recording or keep the messages.",
)
DELETES_WITHOUT_MAIL = warning(
    "mailbox-without-mail", "%(name)s is to delete messages after mailing them, but has no e-mail address."
)


def mailbox(look: Look, item: Mailbox) -> Iterator[Finding]:
    if not look.hears(item):
        yield NOBODY_HEARS.found(item)
    if item.delete_after_mail and item.email is None:
        yield DELETES_WITHOUT_MAIL.found(item, "email")
    elif item.delete_after_mail and not item.attach:
        yield LOSES_MESSAGES.found(item, "attach")
