"""What has to be done now and then: mails go out, deleted files are erased, old recordings retire, orphans are cleared.

Each chore does a little, commits, and can be ended at any point; two processes that do the same do nothing twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import ScalarResult, select
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.mail import Attached, Letter, MailAway, Mailer, MailRefused
from control_plane.core.problems import NotFound
from control_plane.core.storage import NoSuchFile, StorageAway
from control_plane.core.vault import FileUnreadable, Vault
from control_plane.features.companies.models import Company
from control_plane.features.faxes.models import FaxDocument
from control_plane.features.mails import service as mails
from control_plane.features.mails.models import Mail
from control_plane.features.messages.models import Message
from control_plane.features.messages.service import delete_message
from control_plane.features.objects.rows import find_object
from control_plane.features.recordings.models import Recording
from control_plane.features.recordings.service import retire_recordings
from control_plane.features.sounds.models import SoundFile
from tenants.model import Profile

log = structlog.get_logger("chores")
Kept = Recording | Message | FaxDocument
KEPT: Final[tuple[type[Kept], ...]] = (Recording, Message, FaxDocument)
ORPHAN_AFTER: Final = timedelta(days=1)
"""An upload whose row is not committed yet is no orphan."""
AT_ONCE: Final = 200


@dataclass
class Chores:
    """`mailer` is None when no mail server is set: mails wait, and the log says so once."""

    vault: Vault
    mailer: Mailer | None
    _said: bool = field(default=False, repr=False)

    def send_mails(self, ctx: Context) -> int:
        """Send what is due; commits after each mail. Returns how many were sent."""
        due = (Mail.sent_at.is_(None), Mail.given_up_at.is_(None), Mail.due_at <= ctx.clock())
        count = 0
        for _ in range(AT_ONCE):
            statement = select(Mail).where(*due).order_by(Mail.due_at).limit(1).with_for_update(skip_locked=True)
            mail = ctx.session.scalar(statement)
            if mail is None or not self._may_send():
                ctx.session.rollback()
                return count
            mails.claimed(ctx, mail)
            ctx.session.commit()
            count += self._send(ctx, mail)
            ctx.session.commit()
        return count

    def _may_send(self) -> bool:
        if self.mailer is None and not self._said:
            log.warning("mails-wait", why="CARILLON_SMTP_URL is not set; set it, and what waits goes out")
            self._said = True
        return self.mailer is not None

    def _send(self, ctx: Context, mail: Mail) -> bool:
        assert self.mailer is not None
        try:
            letter = Letter(mail.recipient, mail.subject, mail.text, self._attached(mail), mail.id)
            self.mailer.send(letter)
        except (MailAway, StorageAway) as problem:
            log.warning("mail-waits", mail=mail.id, problem=str(problem)[:200])
            mails.failed(ctx, mail, str(problem), for_ever=False)
        except (MailRefused, NoSuchFile, FileUnreadable) as problem:
            log.error("mail-given-up", mail=mail.id, company=mail.company_id, problem=str(problem)[:200])
            mails.failed(ctx, mail, str(problem), for_ever=True)
        else:
            mails.sent(ctx, mail)
            if mail.delete_after:
                _delete_what_it_brought(ctx, mail)
            return True
        return False

    def _attached(self, mail: Mail) -> Attached | None:
        if mail.attachment is None:
            return None
        file: dict[str, Any] = mail.attachment
        content = b"".join(self.vault.read(file["storage"], mail.company_id, file["bytes"]))
        return Attached(file["name"], file["kind"], content)

    def erase(self, ctx: Context) -> int:
        """Erase the content of what was deleted. Raises StorageAway; commits."""
        count = 0
        for table in KEPT:
            wanted = (table.deleted_at.is_not(None), table.erased_at.is_(None))
            statement = select(table).where(*wanted).limit(AT_ONCE).with_for_update(skip_locked=True)
            rows: ScalarResult[Kept] = ctx.session.scalars(statement)
            for row in rows:
                self.vault.storage.delete(row.storage)
                row.erased_at = ctx.clock()
                count += 1
        ctx.session.commit()
        return count

    def retire(self, ctx: Context) -> int:
        """Delete recordings that are older than their company wants; commits after each company."""
        count = 0
        for company_id in ctx.session.scalars(select(Company.id)).all():
            profile = find_object(ctx, company_id, Profile, company_id)
            if profile is not None:
                count += retire_recordings(ctx, company_id, profile.recording_days)
            ctx.session.commit()
        return count

    def clear_orphans(self, ctx: Context) -> int:
        """Erase files that no row names: of companies that were deleted, and of uploads that ended half-way."""
        count = 0
        for folder in ("kept", "sounds", "imports"):
            for name in self._orphans(ctx.session, folder, ctx.clock() - ORPHAN_AFTER):
                self.vault.storage.delete(name)
                count += 1
        ctx.session.rollback()
        return count

    def _orphans(self, session: Session, folder: str, before: datetime) -> Iterator[str]:
        waiting: list[str] = []
        for listed in self.vault.storage.names(folder):
            if listed.at < before:
                waiting.append(listed.name)
            if len(waiting) == AT_ONCE:
                yield from _unnamed(session, waiting)
                waiting = []
        yield from _unnamed(session, waiting)


def _unnamed(session: Session, names: list[str]) -> list[str]:
    named: set[str] = set()
    for table in KEPT:
        statement = select(table.storage).where(table.storage.in_(names), table.erased_at.is_(None))
        named |= set(session.scalars(statement))
    hashes = [name.rpartition("/")[2] for name in names]
    named |= {sound.storage for sound in session.scalars(select(SoundFile).where(SoundFile.hash.in_(hashes)))}
    return [name for name in names if name not in named]


def _delete_what_it_brought(ctx: Context, mail: Mail) -> None:
    kind, _, identifier = mail.about.partition("/")
    if kind == "message":
        try:
            delete_message(ctx, mail.company_id, identifier)
        except NotFound:
            log.info("message-gone-already", message=identifier)
