"""Writing mails, and noting how they fared: the only writer of their table."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.features.mails.models import Mail

PAUSES: Final = (1, 2, 5, 10, 30, 60)
"""Minutes between tries; the last one again and again."""
PATIENCE: Final = timedelta(days=3)
LARGEST: Final = 10 * 1024 * 1024
"""Bytes of an attachment; larger ones are listened to in the portal. Many servers take 25 MB, in base64."""


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


def failed(ctx: Context, mail: Mail, problem: str, *, for_ever: bool, written: timedelta) -> None:
    """`written`: how long ago. It is tried again unless the server said never, or patience has ended."""
    mail.problem = problem[:500]
    if for_ever or written > PATIENCE:
        mail.given_up_at = ctx.clock()
