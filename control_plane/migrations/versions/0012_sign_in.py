"""Signing in: attempts of logins that may not exist, and the journal of the door."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.drop_column("users", "failed_attempts")
    op.drop_column("users", "locked_until")
    # Whoever is signed in signs in once more: how they came in is not known.
    op.execute("DELETE FROM sessions")
    op.add_column("sessions", sa.Column("entry", sa.String(40), nullable=False))
    op.add_column("sessions", sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False))
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_sign_in_attempts_last_at", "sign_in_attempts", ["last_at"])
    op.create_table(
        "sign_in_events",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("user_id", sa.String()),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
    )
    op.create_index("ix_sign_in_events_user_id_id", "sign_in_events", ["user_id", "id"])
    op.create_index("ix_sign_in_events_at", "sign_in_events", ["at"])
    op.create_table(
        "sign_in_tickets",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("user_id", sa.String(), sa.ForeignKey("users.id", ondelete="CASCADE")),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_sign_in_tickets_user_id", "sign_in_tickets", ["user_id"])
    op.create_index("ix_sign_in_tickets_expires_at", "sign_in_tickets", ["expires_at"])
    op.create_table(
        "totp_factors",
        sa.Column("user_id", sa.String(), sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_recovery_codes_user_id", "recovery_codes", ["user_id"])
    op.create_table(
        "door_mails",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
    )
    op.create_index("ix_door_mails_due_at", "door_mails", ["due_at"])
    op.create_table(
        "passkeys",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_passkeys_user_id", "passkeys", ["user_id"])
    op.create_table(
        "identity_providers",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("company_id", sa.String(), sa.ForeignKey("companies.id", ondelete="CASCADE")),
        sa.Column("reseller_id", sa.String(), sa.ForeignKey("resellers.id", ondelete="CASCADE")),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("secret_box", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("company_id", name="uq_identity_providers_company_id"),
        sa.UniqueConstraint("reseller_id", name="uq_identity_providers_reseller_id"),
        sa.CheckConstraint("(company_id IS NULL) <> (reseller_id IS NULL)", name="ck_identity_providers_one_owner"),
    )


def downgrade() -> None:
    op.drop_table("identity_providers")
    op.drop_table("passkeys")
    op.drop_table("door_mails")
    op.drop_table("recovery_codes")
    op.drop_table("totp_factors")
    op.drop_table("sign_in_tickets")
    op.drop_table("sign_in_events")
    op.drop_table("sign_in_attempts")
    op.drop_column("sessions", "last_seen_at")
    op.drop_column("sessions", "entry")
    op.add_column("users", sa.Column("failed_attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("users", sa.Column("locked_until", sa.DateTime(timezone=True)))
