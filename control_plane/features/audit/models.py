"""The audit trail, and where each company's chain ends."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class Audit(Base):
    """Who did what, from where, with before and after.

    `number` counts in the company from 1; `hash` covers all that and `previous`, the hash of the record before.
    """

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("company_id", "number"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    address: Mapped[str]
    version: Mapped[int]
    action: Mapped[str]
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    after: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    number: Mapped[int]
    previous: Mapped[str]
    hash: Mapped[str]


class AuditHead(Base):
    """The last record of a company's chain: so what was cut off is seen."""

    __tablename__ = "audit_heads"

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int]
    hash: Mapped[str]
