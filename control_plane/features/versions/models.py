"""Versions, the audit trail, the outbox, and each node's progress."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from wire.reports import AckState


class Version(Base):
    """One change of a company. `puts` and `removes` are wire items; line passwords in them stay locked (see lines)."""

    __tablename__ = "versions"

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    author: Mapped[str]
    author_id: Mapped[str]
    summary: Mapped[str]
    puts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    removes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    state_hash: Mapped[str]


class Audit(Base):
    """Who did what, from where, with before and after."""

    __tablename__ = "audit"

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    address: Mapped[str]
    version: Mapped[int]
    action: Mapped[str]
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    after: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class Outbox(Base):
    """What a node still has to hear of a company: one row per pair, the newest version, gone when acknowledged."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "due_at"),)

    company_id: Mapped[str] = mapped_column(primary_key=True)
    node_id: Mapped[str] = mapped_column(ForeignKey("nodes.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)


class Delivery(Base):
    """One version on one node: when it came into force, or why not."""

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "node_id", "company_id", "version"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    node_id: Mapped[str] = mapped_column(ForeignKey("nodes.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[AckState | None]
    live_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
