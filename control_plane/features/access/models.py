"""Users, the companies they may see, sessions and tokens. Whatever gives access is a row that can be revoked."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.core.roles import Role


class Reseller(Base):
    __tablename__ = "resellers"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class User(Base):
    __tablename__ = "users"

    id: Mapped[str] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role]
    password_hash: Mapped[str]
    reseller_id: Mapped[str | None] = mapped_column(ForeignKey("resellers.id"))
    language: Mapped[str | None]
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    invited_at: Mapped[datetime | None]
    """Since when the invitation is pending; None: the person has a password."""


class Membership(Base):
    """A company of somebody who works for it. `employee_id` is the employee they are there, if they are one."""

    __tablename__ = "memberships"
    __table_args__ = (
        # Whoever is removed as an employee keeps the login, and sees nothing of anybody.
        ForeignKeyConstraint(
            ["company_id", "employee_id"],
            ["employees.company_id", "employees.id"],
            name="fk_memberships_company_id_employee_id",
            ondelete="SET NULL (employee_id)",
        ),
        Index(None, "company_id", "employee_id"),
        Index(None, "user_id"),
    )

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    employee_id: Mapped[str | None]


class SessionRow(Base):
    """A signed-in browser; the cookie holds a random token, here is its SHA-256."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    address: Mapped[str]
    user_agent: Mapped[str]


class ApiToken(Base):
    """A bearer token; shown once, stored as SHA-256. `id` is that hash and never shown; `public_id` is."""

    __tablename__ = "api_tokens"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    public_id: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    scopes: Mapped[list[str] | None] = mapped_column(ARRAY(String))
    """None: whatever its person may."""
    networks: Mapped[list[str] | None] = mapped_column(ARRAY(String))
    """Where it may come from, as CIDR; None: from everywhere."""
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    """Written once a minute at most."""
    last_address: Mapped[str] = mapped_column(default="")
