"""Extra fields of phones, signed bundles and the companies that they are for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # All other objects hold whatever is new in the document in a JSON column already.
    custom = sa.Column("custom", postgresql.JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb"))
    op.add_column("phones", custom)
    op.create_table(
        "bundles",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("manifest", postgresql.JSONB(), nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_bundles"),
    )
    op.create_table(
        "company_bundles",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name="fk_company_bundles_company_id_companies", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["hash"], ["bundles.hash"], name="fk_company_bundles_hash_bundles"),
        sa.PrimaryKeyConstraint("company_id", "hash", name="pk_company_bundles"),
    )


def downgrade() -> None:
    op.drop_table("company_bundles")
    op.drop_table("bundles")
    op.drop_column("phones", "custom")
