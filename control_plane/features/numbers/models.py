"""The public number's row: unique over the platform, since a call from outside knows nothing else."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.core.document_row import DocumentRow
from tenants import model


class Number(DocumentRow, Base):
    __tablename__ = "numbers"

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str | None]

    def document(self) -> model.Number:
        return self.read(model.Number)
