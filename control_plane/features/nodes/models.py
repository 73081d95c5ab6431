"""Telephony nodes and which companies they serve."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class Node(Base):
    """`public_key` is the node's identity (base64 of 32 bytes); `sip_address` is what phones are told."""

    __tablename__ = "nodes"

    id: Mapped[str] = mapped_column(primary_key=True)
    public_key: Mapped[str] = mapped_column(unique=True)
    sip_address: Mapped[str]
    last_seen: Mapped[datetime | None]
    heartbeat: Mapped[dict[str, Any] | None] = mapped_column(JSONB)


class Placement(Base):
    """A company on a node, and the last version that the node has acknowledged (0: none yet)."""

    __tablename__ = "placements"

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    node_id: Mapped[str] = mapped_column(ForeignKey("nodes.id", ondelete="CASCADE"), primary_key=True)
    acked_version: Mapped[int] = mapped_column(default=0)
    acked_hash: Mapped[str] = mapped_column(default="")


class TakenSwitch(Base):
    """A switch that was turned by phone and has become a version: sent again, it changes nothing."""

    __tablename__ = "taken_switches"
    __table_args__ = (Index(None, "at"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    node_id: Mapped[str] = mapped_column(ForeignKey("nodes.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    at: Mapped[datetime]
