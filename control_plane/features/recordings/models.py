"""One table of recordings; `call` joins them with their journey, whatever transfers happened."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.core.kept import StoredFile


class Recording(StoredFile, Base):
    """WAV of a call, both sides. `number` and `name` are the caller's, for display; `object_*` is who wanted it."""

    __tablename__ = "recordings"
    __table_args__ = (
        UniqueConstraint("company_id", "node", "file"),
        Index("ix_recordings_newest", "company_id", "at", "id"),
        Index("ix_recordings_call", "company_id", "call"),
        Index("ix_recordings_to_erase", "deleted_at", postgresql_where=text("erased_at IS NULL")),
    )

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    call: Mapped[str]
    seconds: Mapped[float]
    object_kind: Mapped[str]
    object_id: Mapped[str]
    number: Mapped[str]
    name: Mapped[str]
    legal_hold: Mapped[bool] = mapped_column(default=False)
    """Kept whatever the company's retention says; nobody can delete it before the hold is lifted."""
