"""Messages that callers left in mailboxes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.core.kept import StoredFile
from wire.files import MessageState


class Message(StoredFile, Base):
    """WAV. `message` is its id on the node, where people listen to it by phone."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("company_id", "node", "file"),
        Index("ix_messages_newest", "company_id", "mailbox", "at", "id"),
        Index("ix_messages_to_erase", "deleted_at", postgresql_where=text("erased_at IS NULL")),
        Index("ix_messages_due", "node", postgresql_where=text("due IS NOT NULL")),
    )

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    mailbox: Mapped[str]
    message: Mapped[str]
    call: Mapped[str]
    seconds: Mapped[float]
    number: Mapped[str]
    name: Mapped[str]
    heard_at: Mapped[datetime | None]
    due: Mapped[MessageState | None]
    """What the node has still to be told, so that its lamp follows."""
