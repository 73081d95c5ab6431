"""Versions, the outbox, and each node's progress."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
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
    reason: Mapped[str] = mapped_column(default="")
    """Why, in the author's words; empty when none was given."""
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    """What the author was told to look at and accepted: code, object and text of each."""


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
    __table_args__ = (
        Index(None, "node_id", "company_id", "version"),
        Index("ix_deliveries_waiting", "company_id", "version", postgresql_where=text("live_at IS NULL")),
    )

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    node_id: Mapped[str] = mapped_column(ForeignKey("nodes.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[AckState | None]
    live_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    alarmed_at: Mapped[datetime | None]
    """When the operator was told that it is late or refused."""
