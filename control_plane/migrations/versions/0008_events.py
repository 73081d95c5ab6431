"""Events, who has to be told of them, webhooks, and whether lines work."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("number", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
        sa.UniqueConstraint("id", name="uq_events_id"),
    )
    op.create_index("ix_events_company_id", "events", ["company_id"])
    op.create_index("ix_events_at", "events", ["at"])
    op.create_table(
        "event_tasks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("listener", sa.String(), nullable=False),
        sa.Column("event_number", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("queued_until", MOMENT, nullable=False),
        sa.Column("busy_until", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'done', 'dead')", name="ck_event_tasks_taskstate"),
        sa.ForeignKeyConstraint(
            ["event_number"], ["events.number"], name="fk_event_tasks_event_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event_tasks"),
        sa.UniqueConstraint("listener", "event_number", name="uq_event_tasks_listener_event_number"),
    )
    stream = ["company_id", "listener", "event_number"]
    op.create_index("ix_event_tasks_streams", "event_tasks", stream, postgresql_where=sa.text("state = 'waiting'"))
    op.create_index("ix_event_tasks_listing", "event_tasks", ["company_id", "state", "event_number"])
    op.create_index("ix_event_tasks_event_number", "event_tasks", ["event_number"])
    op.create_table(
        "event_holds",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("listener", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "listener", name="pk_event_holds"),
    )
    op.create_table(
        "custom_rows",
        _company(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("collection", sa.String(), nullable=False),
        sa.Column("listener", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name="pk_custom_rows"),
    )
    op.create_index("ix_custom_rows_company_id_collection_id", "custom_rows", ["company_id", "collection", "id"])
    _webhooks()
    op.create_table(
        "line_states",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("up", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "line_id"],
            ["lines.company_id", "lines.id"],
            name="fk_line_states_company_id_line_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("company_id", "line_id", name="pk_line_states"),
    )


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        _company(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("topics", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("template", sa.String(), nullable=True),
        sa.Column("secret_box", sa.LargeBinary(), nullable=False),
        sa.Column("former_box", sa.LargeBinary(), nullable=True),
        sa.Column("former_until", MOMENT, nullable=True),
        sa.Column("given_up_in_row", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name="pk_webhooks"),
    )
    op.create_table(
        "webhook_attempts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("webhook_id", sa.String(), nullable=False),
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "webhook_id"],
            ["webhooks.company_id", "webhooks.id"],
            name="fk_webhook_attempts_company_id_webhook_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["event_tasks.id"], name="fk_webhook_attempts_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_attempts"),
    )
    newest = ["company_id", "webhook_id", "at"]
    op.create_index("ix_webhook_attempts_company_id_webhook_id_at", "webhook_attempts", newest)
    op.create_index("ix_webhook_attempts_task_id", "webhook_attempts", ["task_id"])


def downgrade() -> None:
    for table in ("line_states", "webhook_attempts", "webhooks", "custom_rows", "event_holds", "event_tasks", "events"):
        op.drop_table(table)


def _company() -> sa.Column:
    return sa.Column("company_id", sa.String(), sa.ForeignKey("companies.id", ondelete="CASCADE"), nullable=False)
