"""Archives of companies, templates, and reports of deletions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"

MOMENT = sa.DateTime(timezone=True)
WORKS = ("export", "check", "import", "clone", "template", "build")
STATES = ("waiting", "working", "done", "refused", "failed", "uploaded")


def upgrade() -> None:
    op.create_table(
        "archive_jobs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("work", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("asked", postgresql.JSONB(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.Column("outcome", postgresql.JSONB(), nullable=False),
        sa.Column("locked", sa.LargeBinary(), nullable=True),
        sa.Column("storage", sa.String(), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        _one_of("archive_jobs", "work", WORKS),
        _one_of("archive_jobs", "jobstate", STATES, "state"),
        sa.PrimaryKeyConstraint("id", name="pk_archive_jobs"),
        sa.UniqueConstraint("storage", name="uq_archive_jobs_storage"),
    )
    op.create_index("ix_archive_jobs_company", "archive_jobs", ["company"])
    op.create_index("ix_archive_jobs_by_id", "archive_jobs", ["by_id"])
    due = sa.text("state IN ('waiting', 'working')")
    op.create_index("ix_archive_jobs_due", "archive_jobs", ["due_at"], postgresql_where=due)
    op.create_table(
        "templates",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("reseller_id", sa.String(), nullable=True),
        sa.Column("made_of", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("storage", sa.String(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("counts", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["resellers.id"], name="fk_templates_reseller_id_resellers", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_templates"),
        sa.UniqueConstraint("storage", name="uq_templates_storage"),
    )
    op.create_index("ix_templates_reseller_id", "templates", ["reseller_id"])
    _deletions()


def _deletions() -> None:
    op.create_table(
        "deletions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reseller_id", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("rows", postgresql.JSONB(), nullable=False),
        sa.Column("files", postgresql.JSONB(), nullable=False),
        sa.Column("nodes", postgresql.JSONB(), nullable=False),
        sa.Column("found", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        _one_of("deletions", "deletionstate", ("going", "proven"), "state"),
        sa.PrimaryKeyConstraint("id", name="pk_deletions"),
    )
    op.create_index("ix_deletions_at", "deletions", ["at"])
    op.create_index("ix_deletions_due", "deletions", ["due_at"], postgresql_where=sa.text("state = 'going'"))
    op.add_column("idempotent_answers", sa.Column("company", sa.String(), nullable=True))
    op.create_index("ix_idempotent_answers_company", "idempotent_answers", ["company"])


def downgrade() -> None:
    op.drop_index("ix_idempotent_answers_company", "idempotent_answers")
    op.drop_column("idempotent_answers", "company")
    for table in ("deletions", "templates", "archive_jobs"):
        op.drop_table(table)


def _one_of(table: str, name: str, words: tuple[str, ...], column: str = "") -> sa.CheckConstraint:
    choices = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column or name} IN ({choices})", name=f"ck_{table}_{name}")
