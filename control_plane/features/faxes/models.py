"""Faxes that came in."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.core.kept import StoredFile


class FaxDocument(StoredFile, Base):
    """PDF. `fax` is the object of the company's document that took it; `number` is the sender's, as shown."""

    __tablename__ = "faxes"
    __table_args__ = (
        UniqueConstraint("company_id", "node", "file"),
        Index("ix_faxes_newest", "company_id", "at", "id"),
        Index("ix_faxes_to_erase", "deleted_at", postgresql_where=text("erased_at IS NULL")),
    )

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    fax: Mapped[str]
    call: Mapped[str]
    pages: Mapped[int]
    number: Mapped[str]
