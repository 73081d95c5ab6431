"""Identity providers: one for a company, one for a reseller's own people."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class IdentityProvider(Base):
    __tablename__ = "identity_providers"
    __table_args__ = (CheckConstraint("(company_id IS NULL) <> (reseller_id IS NULL)", name="one_owner"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    """Part of the address where its people sign in."""
    company_id: Mapped[str | None] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), unique=True)
    reseller_id: Mapped[str | None] = mapped_column(ForeignKey("resellers.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str]
    issuer: Mapped[str]
    client_id: Mapped[str]
    secret_box: Mapped[bytes]
    """Encrypted; its owner is `identity-provider:<id>`."""
    created_at: Mapped[datetime]
