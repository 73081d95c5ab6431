"""What somebody has beside a password."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class Totp(Base):
    """An app that shows codes of six digits (RFC 6238)."""

    __tablename__ = "totp_factors"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    box: Mapped[bytes]
    """The secret, encrypted; its owner is `totp:<user id>`."""
    created_at: Mapped[datetime]
    last_step: Mapped[int] = mapped_column(BigInteger)
    """The time step of the last code that was taken: no code is taken twice."""


class RecoveryCode(Base):
    """One that was not used yet; shown once, here is its SHA-256. It has 80 bits, so that no salt is needed."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]


class Passkey(Base):
    """A key pair whose private half never leaves a device or a password manager (WebAuthn Level 3)."""

    __tablename__ = "passkeys"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    """The credential id, in base64url."""
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    public_key: Mapped[bytes]
    """COSE."""
    sign_count: Mapped[int] = mapped_column(BigInteger)
    """Of the last use; one that does not grow tells a copy. Many devices always say 0."""
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
