"""Signed bundles by their content, and for which companies they were uploaded."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base

OWNER = "bundles"
"""Of the files in the vault: a bundle may serve several companies."""


class Bundle(Base):
    """`manifest` is wire.bundles.Manifest; the file itself lies in the vault, and never changes."""

    __tablename__ = "bundles"

    hash: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[str]
    author: Mapped[str]
    manifest: Mapped[dict[str, Any]] = mapped_column(JSONB)
    signer: Mapped[str]
    """The key id of the developer who signed it."""
    bytes: Mapped[int]
    key_id: Mapped[str]
    """Of the vault's key."""
    created_at: Mapped[datetime]

    @property
    def storage(self) -> str:
        return storage_name(self.hash)


class CompanyBundle(Base):
    """A bundle that the company may be served by."""

    __tablename__ = "company_bundles"

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(ForeignKey("bundles.hash"), primary_key=True)
    added_at: Mapped[datetime]
    added_by: Mapped[str]


def storage_name(digest: str) -> str:
    return f"bundles/{digest}"
