"""Mails that wait to be sent, and those that were."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class MailState(StrEnum):
    WAITING = "waiting"
    GIVEN_UP = "given-up"
    SENT = "sent"


class Mail(Base):
    """Written in the same transaction as what it tells about."""

    __tablename__ = "mails"
    __table_args__ = (
        Index("ix_mails_due", "due_at", postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL")),
    )

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    attachment: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """{storage, bytes, name, type}: a file in the vault, owned by the company."""
    about: Mapped[str]
    """Which message or fax it brings, such as `message/<id>`."""
    delete_after: Mapped[bool] = mapped_column(default=False)
    """What it is about is deleted once it was sent."""
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(default="")

    @property
    def state(self) -> MailState:
        if self.sent_at is not None:
            return MailState.SENT
        return MailState.WAITING if self.given_up_at is None else MailState.GIVEN_UP
