"""The public number's row: unique over the platform, since a call from outside knows nothing else."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from tenants import model


class Number(Base):
    __tablename__ = "numbers"
    __table_args__ = (ForeignKeyConstraint(["company_id", "employee_id"], ["employees.company_id", "employees.id"]),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str | None]
    employee_id: Mapped[str | None]

    def document(self) -> model.Number:
        destination = (
            model.Destination(kind=model.DestinationKind.EMPLOYEE, id=self.employee_id) if self.employee_id else None
        )
        return model.Number(id=self.id, number=self.number, label=self.label, destination=destination)
