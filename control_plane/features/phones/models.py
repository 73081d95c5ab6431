"""The phone's row: digests for the nodes, and the password itself in a locked box."""

from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from tenants import model


class Phone(Base):
    __tablename__ = "phones"
    __table_args__ = (
        ForeignKeyConstraint(
            ["company_id", "employee_id"], ["employees.company_id", "employees.id"], ondelete="CASCADE"
        ),
        Index(None, "company_id", "employee_id"),
    )

    company_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    employee_id: Mapped[str]
    label: Mapped[str]
    login: Mapped[str] = mapped_column(unique=True)
    password_box: Mapped[bytes]
    digest: Mapped[str]
    legacy_digest: Mapped[str]
    custom: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)

    def document(self) -> model.Phone:
        # Not as a value when there is none: an object says nothing of its defaults.
        custom: dict[str, Any] = {"custom": self.custom} if self.custom else {}
        return model.Phone(
            id=self.id,
            employee=self.employee_id,
            label=self.label,
            login=self.login,
            digest=self.digest,
            legacy_digest=self.legacy_digest,
            **custom,
        )
