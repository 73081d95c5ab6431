"""Mails of the door that wait to be sent. They belong to no company, and no list shows them."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.features.signin.models import Purpose


class DoorMail(Base):
    """Gone once it is sent or given up. The link is made when it is sent, so that no link is stored anywhere."""

    __tablename__ = "door_mails"
    __table_args__ = (Index(None, "due_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose]
    box: Mapped[bytes]
    """What it is made of, encrypted: the login that was typed may be a password. Its owner is `door-mail:<id>`."""
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
