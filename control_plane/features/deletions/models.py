"""Reports of deletions. They outlive the company, so nothing of it but its name stands in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class DeletionState(StrEnum):
    GOING = "going"
    """Something is still to be done, or to be heard from a node."""
    PROVEN = "proven"
    """A check after everything else has found nothing."""


class Deletion(Base):
    """`rows`, `files`: how many were deleted, by table and kind. `nodes`: when each has told that it has nothing more.

    `files` also holds what is still to be done: archives to erase, and people to look at.
    `found`: what the last check still found, by place; empty once it is proven.
    """

    __tablename__ = "deletions"
    __table_args__ = (
        Index(None, "at"),
        Index("ix_deletions_due", "due_at", postgresql_where=text("state = 'going'")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    company: Mapped[str]
    name: Mapped[str]
    reseller_id: Mapped[str | None]
    version: Mapped[int]
    by_id: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    rows: Mapped[dict[str, int]] = mapped_column(JSONB)
    files: Mapped[dict[str, Any]] = mapped_column(JSONB)
    nodes: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    found: Mapped[dict[str, int]] = mapped_column(JSONB)
    state: Mapped[DeletionState] = mapped_column(
        Enum(
            DeletionState,
            native_enum=False,
            create_constraint=True,
            length=16,
            values_callable=lambda kind: [each.value for each in kind],
        )
    )
    checked_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    checks: Mapped[int] = mapped_column(default=0)
