"""The employee's row; its key starts with the company, like every key of a company's object."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from tenants import model


class Employee(Base):
    __tablename__ = "employees"
    __table_args__ = (UniqueConstraint("company_id", "number"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    number: Mapped[str]
    ring_seconds: Mapped[int] = mapped_column(default=20)
    outside_number: Mapped[str | None]

    def document(self) -> model.Employee:
        return model.Employee(
            id=self.id,
            name=self.name,
            number=self.number,
            ring_seconds=self.ring_seconds,
            outside_number=self.outside_number,
        )
