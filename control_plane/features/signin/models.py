"""Attempts, the journal of everything that happens at the door, and tickets: what is good once."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class Happening(StrEnum):
    """What the journal tells."""

    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 (what happened)
    LOCKED = "locked"
    SESSION_ENDED = "session-ended"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 (what happened)
    WRONG_CODE = "wrong-code"
    CODES_ADDED = "codes-added"
    CODES_REMOVED = "codes-removed"
    RECOVERY_CODE_USED = "recovery-code-used"
    RECOVERY_CODES_RENEWED = "recovery-codes-renewed"
    FACTORS_RESET = "factors-reset"
    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"
    WRONG_PASSKEY = "wrong-passkey"
    SIGN_ON_FAILED = "sign-on-failed"
    SIGN_ON_CHANGED = "sign-on-changed"
    RESET_SENT = "reset-sent"
    INVITED = "invited"
    MAIL_REFUSED = "mail-refused"


class Purpose(StrEnum):
    """What a ticket is good for."""

    SECOND_STEP = "second-step"
    """The password was right; the second factor is asked for."""
    FIRST_FACTOR = "first-factor"
    """The password was right; the role needs a second factor, and there is none yet."""
    SET_UP_CODES = "set-up-codes"
    NEW_PASSKEY = "new-passkey"
    PASSKEY = "passkey"
    SIGN_ON = "single-sign-on"
    """The browser is at its identity provider."""
    RESET = "reset"
    """A link in a mail to whoever has forgotten the password."""
    INVITATION = "invitation"
    """A link in a mail to somebody new."""


class AttemptCount(Base):
    """Attempts at one gate: a login, there or not, or an address.

    The id is a keyed hash: people type passwords into the field for the login, and nobody is to read them here.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "last_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class SignInEvent(Base):
    """One line of the journal. It outlives the person: `login` and `name` are what they were."""

    __tablename__ = "sign_in_events"
    __table_args__ = (Index(None, "user_id", "id"), Index(None, "at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    what: Mapped[Happening]
    user_id: Mapped[str | None]
    """None: nobody has the login that was tried; which one it was is not kept."""
    login: Mapped[str] = mapped_column(default="")
    address: Mapped[str]
    device: Mapped[str]
    """What the browser calls itself."""
    note: Mapped[str] = mapped_column(default="")


class Ticket(Base):
    """Good once, for a short time, for one purpose; the id is the SHA-256 of a random token."""

    __tablename__ = "sign_in_tickets"
    __table_args__ = (Index(None, "user_id"), Index(None, "expires_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose]
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
