"""Sending the mails of the door; a chore."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

import structlog
from sqlalchemy import delete, select

from control_plane.core.context import Context
from control_plane.core.mail import Letter, MailAway, Mailer, MailRefused
from control_plane.core.secrets_box import SecretUnreadable
from control_plane.features.access.models import User
from control_plane.features.invitations import texts
from control_plane.features.invitations.models import DoorMail
from control_plane.features.invitations.service import Wanted, opened
from control_plane.features.signin import journal, tickets
from control_plane.features.signin.models import Happening, Purpose, Ticket
from control_plane.features.signin.visit import Visit

log = structlog.get_logger("door-mails")
LASTS: Final = {Purpose.RESET: timedelta(hours=1), Purpose.INVITATION: timedelta(days=7)}
"""How long a link is good, from the moment when its mail was sent; a mail that waits longer is given up."""
_PAUSE: Final = timedelta(minutes=1)
_AT_ONCE: Final = 100


@dataclass
class DoorMails:
    """`mailer` is None when no mail server is set: mails wait until they are too old."""

    mailer: Mailer | None

    def send_door_mails(self, ctx: Context) -> int:
        """Send what is due; commits after each. Returns how many were sent."""
        count = 0
        for _ in range(_AT_ONCE):
            due = select(DoorMail).where(DoorMail.due_at <= ctx.clock()).order_by(DoorMail.due_at).limit(1)
            mail = ctx.session.scalar(due.with_for_update(skip_locked=True))
            if mail is None:
                break
            # Who dies meanwhile loses a minute, not the mail.
            mail.attempts, mail.due_at = mail.attempts + 1, ctx.clock() + _PAUSE
            ctx.session.commit()
            count += self._send(ctx, mail)
            ctx.session.commit()
        ctx.session.rollback()
        return count

    def _send(self, ctx: Context, mail: DoorMail) -> bool:
        if ctx.clock() - mail.created_at > LASTS[mail.purpose]:
            return self._give_up(ctx, mail, "it has waited for too long")
        try:
            wanted = opened(ctx.settings, mail)
        except SecretUnreadable as problem:
            return self._give_up(ctx, mail, str(problem))
        user = ctx.session.scalar(select(User).where(User.login == wanted.login))
        if user is None or "@" not in user.login:
            # Nobody was told whether there is such a login.
            ctx.session.delete(mail)
            return False
        return self.mailer is not None and self._write_to(ctx, mail, user, wanted, self.mailer)

    def _write_to(self, ctx: Context, mail: DoorMail, user: User, wanted: Wanted, mailer: Mailer) -> bool:
        letter = _letter(ctx, mail, user, wanted)
        ctx.session.commit()
        try:
            mailer.send(letter)
        except MailAway as problem:
            log.warning("mail-waits", mail=mail.id, problem=str(problem)[:200])
            return False
        except MailRefused as problem:
            journal.note(Visit.of(ctx), user, Happening.MAIL_REFUSED, str(problem)[:200])
            return self._give_up(ctx, mail, str(problem))
        if mail.purpose is Purpose.RESET:
            journal.note(Visit.of(ctx), user, Happening.RESET_SENT, wanted.address)
        ctx.session.delete(mail)
        return True

    @staticmethod
    def _give_up(ctx: Context, mail: DoorMail, why: str) -> bool:
        log.error("mail-given-up", mail=mail.id, purpose=mail.purpose, problem=why[:200])
        ctx.session.delete(mail)
        return False


def _letter(ctx: Context, mail: DoorMail, user: User, wanted: Wanted) -> Letter:
    """With a new link; links in mails before this one end."""
    visit = Visit.of(ctx)
    former = delete(Ticket).where(Ticket.user_id == user.id, Ticket.purpose == mail.purpose)
    ctx.session.execute(former)
    token = tickets.give(visit, mail.purpose, user_id=user.id, lasts=LASTS[mail.purpose])
    url = f"{ctx.settings.public_url}/sign-in/password?{urlencode({'link': token})}"
    words = (texts.RESET if mail.purpose is Purpose.RESET else texts.INVITATION)[wanted.language]
    parts = {
        "login": user.login,
        "name": user.name,
        "address": wanted.address,
        "by": wanted.by,
        "place": wanted.place or texts.EVERYWHERE[wanted.language],
        "url": url,
    }
    return Letter(user.login, words.subject.format(**parts), words.text.format(**parts), reference=mail.id)
