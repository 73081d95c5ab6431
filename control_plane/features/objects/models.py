"""One table for the objects that nothing but the document asks for, and the company's short numbers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from tenants.model import Kind, TelephonyObject, parse_object
from tenants.model.names import name_of


class CompanyObject(Base):
    """`data` is the object as the document has it, plain and without defaults; `name` is what lists sort by."""

    __tablename__ = "company_objects"
    __table_args__ = (Index(None, "company_id", "kind", "name"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime]

    def document(self) -> TelephonyObject:
        return parse_object(Kind(self.kind), self.data)

    def assign(self, item: TelephonyObject) -> None:
        """Hold `item` from now on."""
        self.name = name_of(item)
        self.data = item.plain()


class ShortNumber(Base):
    """Who has a short number: whatever can be dialled inside shares one space of numbers per company."""

    __tablename__ = "short_numbers"
    __table_args__ = (Index(None, "company_id", "kind", "id"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    id: Mapped[str]
