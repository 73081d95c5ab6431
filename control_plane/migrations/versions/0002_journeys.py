"""Facts and journeys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "facts",
        sa.Column("node", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), sa.ForeignKey("companies.id", ondelete="CASCADE"), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("node", "id", name="pk_facts"),
    )
    op.create_index("ix_facts_call", "facts", ["call"])
    op.create_index("ix_facts_company_id_at", "facts", ["company_id", "at"])
    op.create_table(
        "journeys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), sa.ForeignKey("companies.id", ondelete="CASCADE"), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("direction", sa.String(16), nullable=False),
        sa.Column("result", sa.String(16), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("caller_number", sa.String(), nullable=False),
        sa.Column("caller_name", sa.String(), nullable=False),
        sa.Column("caller_employee_id", sa.String(), nullable=True),
        sa.Column("dialled", sa.String(), nullable=False),
        sa.Column("callee_name", sa.String(), nullable=False),
        sa.Column("callee_employee_id", sa.String(), nullable=True),
        sa.Column("waiting_seconds", sa.Double(), nullable=False),
        sa.Column("talking_seconds", sa.Double(), nullable=False),
        sa.Column("story", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journeys"),
        sa.UniqueConstraint("call", name="uq_journeys_call"),
        sa.CheckConstraint("state IN ('open', 'complete')", name="ck_journeys_state"),
        sa.CheckConstraint("direction IN ('internal', 'incoming', 'outgoing')", name="ck_journeys_direction"),
        sa.CheckConstraint(
            "result IN ('answered', 'busy', 'no-answer', 'unreachable', 'not-found', 'refused', 'failed', 'abandoned')",
            name="ck_journeys_result",
        ),
    )
    op.create_index("ix_journeys_newest", "journeys", ["company_id", "started_at", "id"])
    op.create_index("ix_journeys_caller", "journeys", ["company_id", "caller_employee_id", "started_at"])
    op.create_index("ix_journeys_callee", "journeys", ["company_id", "callee_employee_id", "started_at"])
    op.create_index("ix_journeys_open", "journeys", ["started_at"], postgresql_where=sa.text("state = 'open'"))


def downgrade() -> None:
    op.drop_table("journeys")
    op.drop_table("facts")
