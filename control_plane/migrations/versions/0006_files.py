"""Sounds, recordings, messages, faxes and mails."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sound_files",
        _company(),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "hash", name="pk_sound_files"),
    )
    op.create_index("ix_sound_files_company_id_said", "sound_files", ["company_id", "said"])
    _stored(
        "recordings",
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("object_kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_recordings_newest", "recordings", ["company_id", "at", "id"])
    op.create_index("ix_recordings_call", "recordings", ["company_id", "call"])
    _stored(
        "messages",
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=True),
        sa.Column("due", sa.String(40), nullable=True),
    )
    op.create_index("ix_messages_newest", "messages", ["company_id", "mailbox", "at", "id"])
    op.create_index("ix_messages_due", "messages", ["node"], postgresql_where=sa.text("due IS NOT NULL"))
    _stored(
        "faxes",
        sa.Column("fax", sa.String(), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
    )
    op.create_index("ix_faxes_newest", "faxes", ["company_id", "at", "id"])
    op.create_table(
        "mails",
        sa.Column("id", sa.String(), nullable=False),
        _company(),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("attachment", postgresql.JSONB(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("delete_after", sa.Boolean(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("given_up_at", MOMENT, nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
    )
    waiting = sa.text("sent_at IS NULL AND given_up_at IS NULL")
    op.create_index("ix_mails_due", "mails", ["due_at"], postgresql_where=waiting)
    op.create_index("ix_mails_company_id", "mails", ["company_id"])


def downgrade() -> None:
    for table in ("mails", "faxes", "messages", "recordings", "sound_files"):
        op.drop_table(table)


def _company() -> sa.Column:
    return sa.Column("company_id", sa.String(), sa.ForeignKey("companies.id", ondelete="CASCADE"), nullable=False)


def _stored(table: str, *columns: sa.Column) -> None:
    op.create_table(
        table,
        _company(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("node", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("storage", sa.String(), nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("erased_at", MOMENT, nullable=True),
        *columns,
        sa.PrimaryKeyConstraint("company_id", "id", name=f"pk_{table}"),
        sa.UniqueConstraint("company_id", "node", "file", name=f"uq_{table}_company_id_node_file"),
        sa.UniqueConstraint("storage", name=f"uq_{table}_storage"),
    )
    erasing = sa.text("erased_at IS NULL")
    op.create_index(f"ix_{table}_to_erase", table, ["deleted_at"], postgresql_where=erasing)
