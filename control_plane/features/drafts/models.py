"""Drafts, and what each wants of which object."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class DraftState(StrEnum):
    OPEN = "open"
    SCHEDULED = "scheduled"
    """Published by itself at `publish_at`."""
    PUBLISHED = "published"
    FAILED = "failed"
    """Could not be published at its time; open again, and `problem` says why."""


_STATE = Enum(DraftState, native_enum=False, length=40, values_callable=lambda e: [m.value for m in e])


class Draft(Base):
    """Several people may work on it; `version` is the one that it became."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_due", "publish_at", postgresql_where=text("state = 'scheduled'")),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    reason: Mapped[str]
    state: Mapped[DraftState] = mapped_column(_STATE)
    author: Mapped[str]
    author_id: Mapped[str]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    publish_at: Mapped[datetime | None]
    scheduled_by: Mapped[str] = mapped_column(default="")
    """The id of who said when: it is published with this person's rights."""
    version: Mapped[int | None]
    problem: Mapped[str] = mapped_column(default="")


class DraftObject(Base):
    """What a draft wants of one object (`data` None: that it is removed), and what it was when somebody looked at it.

    `base` None: there was none. `secret_box`: the locked password of a new phone, or the new one of a line.
    """

    __tablename__ = "draft_objects"
    __table_args__ = (
        ForeignKeyConstraint(["company_id", "draft_id"], ["drafts.company_id", "drafts.id"], ondelete="CASCADE"),
    )

    company_id: Mapped[str] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    base: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    base_version: Mapped[int]
    secret_box: Mapped[bytes | None]
    revision: Mapped[int]
    """Grows with each change, so that two who change the same object in a draft notice."""
    author: Mapped[str]
    at: Mapped[datetime]
