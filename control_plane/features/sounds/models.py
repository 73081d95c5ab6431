"""Sound files of companies, by content; the objects of a company's document name them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class SoundFile(Base):
    """8 kHz mono WAV of 16 bits, encrypted in the storage under `name_of(company, hash)`."""

    __tablename__ = "sound_files"
    __table_args__ = (Index(None, "company_id", "said"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of the WAV."""
    bytes: Mapped[int]
    seconds: Mapped[float]
    key_id: Mapped[str]
    said: Mapped[str | None]
    """SHA-256 of voice, language and text, when a voice spoke it: the same words are spoken once."""
    created_at: Mapped[datetime]

    @property
    def storage(self) -> str:
        return storage_name(self.company_id, self.hash)


def storage_name(company_id: str, file: str) -> str:
    """Where a sound of a company is in the storage."""
    return f"sounds/{company_id}/{file[:2]}/{file}"
