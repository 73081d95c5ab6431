"""Saved what-if questions and what is expected of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "scenarios",
        sa.Column("company_id", sa.String(), sa.ForeignKey("companies.id", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("asked", postgresql.JSONB(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("rang", postgresql.JSONB(), nullable=False),
        sa.Column("ends_at", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name="pk_scenarios"),
        sa.UniqueConstraint("company_id", "name", name="uq_scenarios_company_id_name"),
    )


def downgrade() -> None:
    op.drop_table("scenarios")
