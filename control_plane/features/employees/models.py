"""The employee's row; its key starts with the company, like every key of a company's object."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.core.document_row import DocumentRow
from tenants import model


class Employee(DocumentRow, Base):
    __tablename__ = "employees"
    __table_args__ = (Index(None, "company_id", "number"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    number: Mapped[str]
    ring_seconds: Mapped[int] = mapped_column(default=20)
    outside_number: Mapped[str | None]

    def document(self) -> model.Employee:
        return self.read(model.Employee)
