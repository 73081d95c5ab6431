"""Writing mails, and noting how they fared: the only writer of their table."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Conflict
from control_plane.features.mails.models import Mail
from control_plane.features.mails.queries import get_mail
from control_plane.features.versions.service import record_audit

PAUSES: Final = (1, 2, 5, 10, 30, 60)
"""Minutes between tries; the last one again and again."""
ATTEMPTS: Final = 76
"""Three days of them; days without a mail server of our own do not count."""
LARGEST: Final = 10 * 1024 * 1024
"""Bytes of an attachment; larger ones are listened to in the portal. Many servers take 25 MB, in base64."""


class AlreadySent(Conflict):
    code, title = "already-sent", "The mail was sent already"


@dataclass(frozen=True)
class Attachment:
    """A file in the vault, owned by the company; `name` is ASCII and ours."""

    storage: str
    bytes: int
    name: str
    kind: str

    def plain(self) -> dict[str, Any]:
        return {"storage": self.storage, "bytes": self.bytes, "name": self.name, "kind": self.kind}


def write_mail(
    ctx: Context,
    company_id: str,
    *,
    to: str,
    subject: str,
    text: str,
    about: str,
    attachment: Attachment | None = None,
    delete_after: bool = False,
) -> None:
    """A mail that is sent after this transaction. `about` names what it brings, such as `message/<id>`."""
    fits = attachment is not None and attachment.bytes <= LARGEST
    ctx.session.add(
        Mail(
            id=new_id(),
            company_id=company_id,
            recipient=to,
            subject=subject,
            text=text,
            attachment=attachment.plain() if attachment and fits else None,
            about=about,
            # What was not attached is nowhere else.
            delete_after=delete_after and fits,
            due_at=ctx.clock(),
            attempts=0,
            sent_at=None,
            given_up_at=None,
            problem="",
        )
    )


def claimed(ctx: Context, mail: Mail) -> None:
    """It is being sent: who dies meanwhile loses minutes, not the mail."""
    pause = PAUSES[min(mail.attempts, len(PAUSES) - 1)]
    mail.attempts += 1
    mail.due_at = ctx.clock() + timedelta(minutes=pause)


def sent(ctx: Context, mail: Mail) -> None:
    """It is the recipient's now."""
    mail.sent_at, mail.problem = ctx.clock(), ""


def failed(ctx: Context, mail: Mail, problem: str, *, for_ever: bool) -> None:
    """It is tried again unless the server said never, or patience has ended."""
    mail.problem = problem[:500]
    if for_ever or mail.attempts >= ATTEMPTS:
        mail.given_up_at = ctx.clock()


def send_again(ctx: Context, company_id: str, identifier: str) -> Mail:
    """Somebody has mended what was wrong: it is due now, with new patience. Raises NotFound, AlreadySent."""
    mail = _unsent(ctx, company_id, identifier)
    mail.given_up_at, mail.due_at, mail.attempts = None, ctx.clock(), 0
    record_audit(ctx, company_id, f"Mail {identifier} to be sent again")
    return mail


def delete_mail(ctx: Context, company_id: str, identifier: str) -> None:
    """It is not sent; the message or fax stays. Raises NotFound, AlreadySent."""
    ctx.session.delete(_unsent(ctx, company_id, identifier))
    record_audit(ctx, company_id, f"Mail {identifier} not to be sent")


def _unsent(ctx: Context, company_id: str, identifier: str) -> Mail:
    mail = get_mail(ctx, company_id, identifier)
    if mail.sent_at is not None:
        raise AlreadySent("This mail was sent; nothing is left to do.")
    return mail
