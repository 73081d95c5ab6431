"""Support's visits to companies."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class SupportVisit(Base):
    """Over at `ends_at`, whatever happens; `ended_by` says who ended it before that."""

    __tablename__ = "support_visits"
    __table_args__ = (Index(None, "user_id", "ends_at"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str]
    """Kept as it is when the user goes: the company shall still see who was there."""
    visitor: Mapped[str]
    reason: Mapped[str]
    may_change: Mapped[bool]
    began_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_by: Mapped[str]
