"""What somebody has beside a password."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class Totp(Base):
    """An app that shows codes of six digits (RFC 6238)."""

    __tablename__ = "totp_factors"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    box: Mapped[bytes]
    """The secret, encrypted; its owner is `totp:<user id>`."""
    created_at: Mapped[datetime]
    last_step: Mapped[int]
    """The time step of the last code that was taken: no code is taken twice."""


class RecoveryCode(Base):
    """One that was not used yet; shown once, here is its SHA-256. It has 80 bits, so that no salt is needed."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
