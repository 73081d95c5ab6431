"""Where a company's programs are told of events, and how each attempt went."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class Webhook(Base):
    """`topics` are topics, `noun.*` or `*`. The secrets are locked; the former one still signs until `former_until`."""

    __tablename__ = "webhooks"

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    url: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(ARRAY(String))
    template: Mapped[str | None]
    """Jinja; None: the event itself."""
    secret_box: Mapped[bytes]
    former_box: Mapped[bytes | None]
    former_until: Mapped[datetime | None]
    given_up_in_row: Mapped[int] = mapped_column(default=0)
    """Events given up since the last one that was delivered."""
    created_at: Mapped[datetime]

    @property
    def listener(self) -> str:
        """Under which its events wait."""
        return f"webhook:{self.id}"


class Attempt(Base):
    """One request: what the other side answered, or why there was no answer."""

    __tablename__ = "webhook_attempts"
    __table_args__ = (
        ForeignKeyConstraint(["company_id", "webhook_id"], ["webhooks.company_id", "webhooks.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(
            ["company_id", "task_id"], ["event_tasks.company_id", "event_tasks.id"], ondelete="CASCADE"
        ),
        Index(None, "company_id", "webhook_id", "at"),
        Index(None, "company_id", "task_id"),
    )

    company_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    webhook_id: Mapped[str]
    task_id: Mapped[str]
    at: Mapped[datetime]
    milliseconds: Mapped[int]
    status: Mapped[int | None]
    problem: Mapped[str]
    answer: Mapped[str]
    """The first 500 characters."""
